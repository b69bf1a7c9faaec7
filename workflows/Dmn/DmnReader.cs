namespace Workflows.Dmn;

/// <summary>
/// Reads DMN 1.1 to 1.5 files, hostile ones included, and lists every problem with its place.
/// </summary>
public static class DmnReader
{
    /// <summary>Reads one file that imports no other.</summary>
    public static DmnRead Read(ReadOnlyMemory<byte> xml) => Read(xml, []);

    /// <summary>
    /// Reads a file and the files it imports, directly or not; they are told apart by namespace.
    /// </summary>
    public static DmnRead Read(ReadOnlyMemory<byte> xml, IReadOnlyList<ReadOnlyMemory<byte>> imported) =>
        Read(xml, imported, DmnLimits.Default, lenient: false);

    /// <summary>
    /// With <paramref name="lenient"/> an expression that cannot be read is null instead of a problem.
    /// </summary>
    internal static DmnRead Read(
        ReadOnlyMemory<byte> xml,
        IReadOnlyList<ReadOnlyMemory<byte>> imported,
        DmnLimits limits,
        bool lenient
    )
    {
        var problems = new ProblemList();
        var modules = new List<Module>();
        foreach (var file in imported.Prepend(xml))
        {
            if (DmnXml.Read(file, limits, problems.Found) is { } root)
            {
                modules.Add(new Module(root));
            }
        }

        if (problems.Found.Count > 0)
        {
            return new DmnRead.Refused(problems.Found);
        }

        new ModelBuilder(modules, problems, lenient).Build();
        return problems.Found.Count > 0
            ? new DmnRead.Refused(problems.Found)
            : new DmnRead.Accepted(new DmnModel(modules[0]));
    }
}
