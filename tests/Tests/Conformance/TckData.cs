using Workflows.Dmn.Tck;

namespace Tests.Conformance;

/// <summary>Finds the DMN compatibility kit in the shared data.</summary>
internal static class TckData
{
    public static string? Root { get; } = SharedData.Find("dmn-tck", "TestCases");

    public static IEnumerable<TckFolder> Folders(string level) =>
        Directory
            .GetDirectories(Path.Combine(Root!, level))
            .Order(StringComparer.Ordinal)
            .Select(folder => new TckFolder(
                level,
                Path.GetFileName(folder),
                Directory
                    .GetFiles(folder)
                    .ToDictionary(
                        file => Path.GetFileName(file),
                        file => new ReadOnlyMemory<byte>(File.ReadAllBytes(file))
                    )
            ));
}
