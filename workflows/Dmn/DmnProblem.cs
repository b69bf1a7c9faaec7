namespace Workflows.Dmn;

/// <summary>One reason why a DMN file cannot be used.</summary>
/// <param name="ElementId">The nearest element with an id, or empty.</param>
/// <param name="Line">One-based.</param>
/// <param name="Column">One-based.</param>
/// <param name="Code">Stable, lower_snake_case.</param>
/// <param name="Message">What is wrong and what would be right, for a person.</param>
public sealed record DmnProblem(string ElementId, int Line, int Column, string Code, string Message);

/// <summary>The answer to a file that should be a DMN model.</summary>
public abstract record DmnRead
{
    private DmnRead() { }

    public sealed record Accepted(DmnModel Model) : DmnRead;

    /// <summary>Every problem of the file, not the first.</summary>
    public sealed record Refused(IReadOnlyList<DmnProblem> Problems) : DmnRead;
}
