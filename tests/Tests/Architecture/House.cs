using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;

namespace Tests.Architecture;

/// <summary>The three assemblies of the product, and who in them uses whom.</summary>
internal static class House
{
    private static readonly Lazy<IReadOnlyList<Use>> AllUses = new(() => [.. Read()]);

    /// <summary>Workflows, adapters and hub.</summary>
    public static IReadOnlyList<Assembly> Assemblies { get; } =
    [
        typeof(Workflows.Engine.ProcessEngine).Assembly,
        typeof(Adapters.Post.S10Item).Assembly,
        typeof(Hub.Orders.Order).Assembly,
    ];

    /// <summary>Every use of one type by another, bodies of methods and lambdas included.</summary>
    public static IReadOnlyList<Use> Uses => AllUses.Value;

    /// <summary>The hand-written types of the three assemblies.</summary>
    public static IEnumerable<System.Type> Types =>
        Assemblies
            .SelectMany(a => a.GetTypes())
            .Where(t => !t.FullName!.Contains('<', StringComparison.Ordinal));

    private static IEnumerable<Use> Read()
    {
        // Referenced types are known by name only: reading all of their assemblies takes twenty times as long.
        var architecture = new ArchLoader().LoadAssemblies([.. Assemblies]).Build();
        return architecture
            .Types.SelectMany(type => type.Dependencies)
            .Select(d => new Use(NameOf(d.Origin), NameOf(d.Target)))
            .Where(use => use.By != use.Of)
            .Distinct();
    }

    /// <summary>The type somebody wrote: what the compiler nests in it (lambdas, state machines) is part of it.</summary>
    private static string NameOf(IType type) => type.FullName.Split('+', '/')[0].Split('`')[0];
}

/// <summary>One type uses another; full names.</summary>
internal sealed record Use(string By, string Of)
{
    /// <summary>Is the user in this namespace, or below it?</summary>
    public bool IsBy(string name) => IsIn(By, name);

    /// <summary>Is the used one in this namespace, or below it?</summary>
    public bool IsOf(string name) => IsIn(Of, name);

    public override string ToString() => $"{By} uses {Of}";

    private static bool IsIn(string type, string name) =>
        type == name || type.StartsWith(name + ".", StringComparison.Ordinal);
}
