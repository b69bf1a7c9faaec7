namespace Workflows.Dmn;

/// <summary>One file: its definitions, and the files it imports by name.</summary>
internal sealed class Module(DmnElement root)
{
    public DmnElement Root { get; } = root;

    public string Namespace => Root["namespace"] ?? "";

    public Dictionary<string, DrgElement> ById { get; } = [];

    public List<DrgElement> Elements { get; } = [];

    public Dictionary<string, DmnElement> Types { get; } = [];

    /// <summary>
    /// Imported modules under the names they are given here; the empty name mixes them in, any number of them.
    /// </summary>
    public List<(string Name, Module Module)> Imports { get; } = [];

    /// <summary>Finds what <c>href</c> points at, and the import it goes through.</summary>
    public Requirement? Find(string href)
    {
        var hash = href.IndexOf('#', StringComparison.Ordinal);
        var space = hash < 0 ? "" : href[..hash];
        var id = href[(hash + 1)..];
        if ((space.Length == 0 || space == Namespace) && ById.TryGetValue(id, out var own))
        {
            return new Requirement(own, null);
        }

        foreach (var (name, module) in Imports)
        {
            if (module.Namespace == space && module.ById.TryGetValue(id, out var imported))
            {
                return new Requirement(imported, name.Length == 0 ? null : name);
            }
        }

        return null;
    }
}
