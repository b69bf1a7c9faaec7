namespace Hub.Api.Reading;

/// <summary>One thing that is wrong with what was sent.</summary>
/// <param name="Pointer">JSON pointer (RFC 6901) into the body; the name of a query parameter or header otherwise.</param>
/// <param name="Code">Stable; the text <c>api.field.{code}</c> says what would be right.</param>
/// <param name="Values">What the text mentions: limits and choices, never what was written.</param>
internal sealed record FieldError(
    string Pointer,
    string Code,
    params IReadOnlyList<(string Name, string Value)> Values
)
{
    /// <summary>What may have been meant.</summary>
    public IReadOnlyList<Suggestion> Suggestions { get; init; } = [];
}

/// <summary>Something that may have been meant.</summary>
internal sealed record Suggestion(string Code, string Name);

/// <summary>Everything that is wrong with one body: a portal hears all of it at once.</summary>
internal sealed class FieldErrors
{
    /// <summary>More errors than this help nobody.</summary>
    private const int Max = 100;

    private readonly List<FieldError> errors = [];

    public IReadOnlyList<FieldError> All => errors;

    public bool Any => errors.Count > 0;

    public void Add(FieldError error)
    {
        if (errors.Count < Max && !errors.Exists(e => e.Pointer == error.Pointer && e.Code == error.Code))
        {
            errors.Add(error);
        }
    }

    public void Add(string pointer, string code, params ReadOnlySpan<(string Name, string Value)> values) =>
        Add(new FieldError(pointer, code, [.. values]));
}
