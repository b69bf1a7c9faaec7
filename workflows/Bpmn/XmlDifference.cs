namespace Workflows.Bpmn;

/// <summary>A place where two documents say different things.</summary>
/// <param name="Path">The elements from the root, each by its name and, if it has one, its id.</param>
/// <param name="Line">The line in the first document; 0 when unknown.</param>
/// <param name="Message">What the first says, and what the second.</param>
public sealed record XmlDifference(string Path, int Line, string Message)
{
    public override string ToString() => FormattableString.Invariant($"{Line} {Path}: {Message}");
}
