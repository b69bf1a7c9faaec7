namespace Hub.Api.Docs;

/// <summary>What the documentation says of one operation. Every example in it is sent to a real hub by a test.</summary>
/// <param name="Summary">What it does, in a line.</param>
/// <param name="Status">The status when all goes well.</param>
internal sealed record OperationDoc(string Summary, int Status)
{
    /// <summary>What a portal should know before it calls.</summary>
    public string Description { get; init; } = "";

    /// <summary>The type of the body sent; null when there is none.</summary>
    public Type? Request { get; init; }

    /// <summary>A body that is right, as JSON.</summary>
    public string? RequestExample { get; init; }

    /// <summary>The type of the answer; null when it has no body.</summary>
    public Type? Response { get; init; }

    /// <summary>What such a call was answered, as JSON.</summary>
    public string? ResponseExample { get; init; }

    /// <summary>
    /// Where one example does not show it all: several, each a call with its answer. <see cref="RequestExample"/> and
    /// <see cref="ResponseExample"/> are then left out.
    /// </summary>
    public IReadOnlyList<ExampleCall> Calls { get; init; } = [];

    /// <summary>Query parameters: name, meaning, example.</summary>
    public IReadOnlyList<(string Name, string Meaning, string Example)> Query { get; init; } = [];

    /// <summary>May it be sent again as it is, without an idempotency key?</summary>
    public bool Repeatable { get; init; }

    /// <summary>Does it take a file instead of JSON?</summary>
    public bool TakesFile { get; init; }
}

/// <summary>One call and what it was answered, as JSON.</summary>
/// <param name="Name">The key of both in the document.</param>
/// <param name="Summary">What the call shows, in a line.</param>
internal sealed record ExampleCall(string Name, string Summary, string Request, string Response);
