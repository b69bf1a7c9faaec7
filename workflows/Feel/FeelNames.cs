namespace Workflows.Feel;

/// <summary>Names that an expression may mention although they hold spaces or signs (DMN 1.5 §10.3.1.4).</summary>
public sealed class FeelNames
{
    public FeelNames(IEnumerable<string> names) => All = [.. names.Distinct(StringComparer.Ordinal)];

    public static FeelNames Empty { get; } = new([]);

    public IReadOnlyList<string> All { get; }
}
