using Tests.Architecture;
using Workflows.Dmn.Tck;

namespace Tests.Conformance;

/// <summary>Finds the DMN compatibility kit: in <c>shared/data</c> beside the checkout or beside one of its parents.</summary>
internal static class TckData
{
    public static string? Root { get; } = Find();

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

    private static string? Find()
    {
        for (
            var folder = new DirectoryInfo(Repository.Root).Parent;
            folder is not null;
            folder = folder.Parent
        )
        {
            var kit = Path.Combine(folder.FullName, "shared", "data", "dmn-tck", "TestCases");
            if (Directory.Exists(kit))
            {
                return kit;
            }
        }

        return null;
    }
}
