namespace Simulators.Sandbox;

/// <summary>The data of one run, and the repository it belongs to.</summary>
/// <param name="Repository">The folder that holds <c>config/</c> and <c>workflows/</c>.</param>
/// <param name="Root"><c>.run/demo</c>: <c>hub.db</c>, <c>journals/</c>, <c>files/</c>, <c>logs/</c>.</param>
internal sealed record RunFolder(string Repository, string Root)
{
    private const string Marker = "made-by-a-run";

    public string Config => Path.Combine(Repository, "config");

    public string Journals => Path.Combine(Root, "journals");

    public string Logs => Path.Combine(Root, "logs");

    /// <summary>The trees of the file partners: one per bureau code, and <c>post</c>.</summary>
    public string Files => Path.Combine(Root, "files");

    /// <summary>Where the gateway leaves its settlement files.</summary>
    public string Settlements => Path.Combine(Root, "settlements");

    /// <summary>The embedded database.</summary>
    public string Database => Path.Combine(Root, "hub.db");

    /// <summary>The folders of a run, empty: whatever an earlier run left there is gone. Nothing else is ever deleted.</summary>
    public static RunFolder Fresh(string root)
    {
        var marker = Path.Combine(root, Marker);
        if (Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any())
        {
            if (!File.Exists(marker))
            {
                throw new IOException($"{root} is not empty, and no earlier run: choose another folder.");
            }

            Directory.Delete(root, recursive: true);
        }

        var folder = new RunFolder(FindRepository(), Path.GetFullPath(root));
        foreach (var path in (string[])[folder.Root, folder.Journals, folder.Logs, folder.Files])
        {
            Directory.CreateDirectory(path);
        }

        File.WriteAllText(marker, "The next run deletes this folder.\n");
        return folder;
    }

    /// <summary>The hub's program, built beside this one.</summary>
    public static string FindHub()
    {
        var mine = new DirectoryInfo(AppContext.BaseDirectory);
        var beside = Path.Combine(mine.Parent!.Parent!.FullName, "Hub", mine.Name, "Hub.dll");
        return File.Exists(beside)
            ? beside
            : throw new FileNotFoundException(
                $"The hub is not built: {beside}. Build Hub.sln, or give --hub PATH."
            );
    }

    public static string FindRepository()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "config", "bureaus.csv")))
            {
                return at.FullName;
            }
        }

        throw new DirectoryNotFoundException("No folder above the program holds config/bureaus.csv.");
    }
}
