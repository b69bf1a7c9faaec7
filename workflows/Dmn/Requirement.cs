namespace Workflows.Dmn;

/// <summary>An element that another needs, and the name of the import it comes from.</summary>
internal sealed record Requirement(DrgElement Element, string? Import);
