namespace Workflows.Feel.Compiling;

/// <summary>
/// A name where it is used. Quiet: when there is no such variable, the marker for that instead of a warning.
/// </summary>
internal sealed record Mention(string Name, int Position, bool Quiet);
