namespace Workflows.Dmn;

/// <summary>A decision as its callers see it.</summary>
/// <param name="Id">The XML id, by which it is called.</param>
/// <param name="Name">Its name, and that of its variable.</param>
public sealed record DmnDecision(string Id, string Name);
