using Workflows.Dmn.Tck;

namespace Workbench.Dmn;

/// <summary>Finds test folders: those that hold models and tests side by side.</summary>
internal static class TckFolders
{
    /// <summary>The test folders in and below a folder, in order; it may itself be one.</summary>
    public static IEnumerable<TckFolder> Below(string root) =>
        Directory
            .GetDirectories(root, "*", SearchOption.AllDirectories)
            .Append(root)
            .Order(StringComparer.Ordinal)
            .Where(folder => Directory.EnumerateFiles(folder, "*.xml").Any())
            .Select(Read);

    private static TckFolder Read(string folder)
    {
        var full = new DirectoryInfo(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return new TckFolder(
            full.Parent?.Name ?? "",
            full.Name,
            full.GetFiles()
                .Where(file => file.Extension is ".dmn" or ".xml")
                .ToDictionary(
                    file => file.Name,
                    file => new ReadOnlyMemory<byte>(File.ReadAllBytes(file.FullName))
                )
        );
    }
}
