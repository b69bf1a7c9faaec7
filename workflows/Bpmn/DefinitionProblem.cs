namespace Workflows.Bpmn;

/// <summary>One reason why a definition cannot be deployed, and where.</summary>
/// <param name="ElementId">The element concerned; null when the file as a whole is.</param>
/// <param name="Line">One-based line in the file; 0 when unknown.</param>
/// <param name="Column">One-based column; 0 when unknown.</param>
/// <param name="Code">Stable, lower_snake_case.</param>
/// <param name="Message">What is wrong and what would be right, for a person.</param>
public sealed record DefinitionProblem(string? ElementId, int Line, int Column, string Code, string Message)
{
    public override string ToString() =>
        ElementId is null
            ? $"{Line}:{Column} {Code}: {Message}"
            : $"{Line}:{Column} {ElementId} {Code}: {Message}";
}
