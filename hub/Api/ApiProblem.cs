using Hub.Api.Reading;

namespace Hub.Api;

/// <summary>Why a call was refused (RFC 9457), before it is put into somebody's language.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Stable; the text <c>api.problem.{code}</c> explains it.</param>
internal sealed record ApiProblem(int Status, string Code)
{
    /// <summary>What the text mentions.</summary>
    public IReadOnlyList<(string Name, string Value)> Values { get; init; } = [];

    /// <summary>Everything that is wrong, with its place.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>Further members of the problem: <c>order</c> …</summary>
    public IReadOnlyList<(string Name, object Value)> More { get; init; } = [];

    /// <summary>Seconds after which asking again makes sense.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The body's fields are wrong.</summary>
    public static ApiProblem Invalid(FieldErrors errors) =>
        new(StatusCodes.Status422UnprocessableEntity, "validation_failed") { Errors = errors.All };

    /// <summary>A query parameter is wrong.</summary>
    public static ApiProblem BadQuery(params IReadOnlyList<FieldError> errors) =>
        new(StatusCodes.Status400BadRequest, "query_invalid") { Errors = errors };

    /// <summary>Nothing of this client is there.</summary>
    public static ApiProblem NotFound(string code) => new(StatusCodes.Status404NotFound, code);

    /// <summary>Not now, or not any more.</summary>
    public static ApiProblem Conflict(string code) => new(StatusCodes.Status409Conflict, code);
}
