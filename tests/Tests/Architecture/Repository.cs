namespace Tests.Architecture;

/// <summary>Finds the checkout the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder that holds <c>Hub.sln</c>.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Hub.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new InvalidOperationException(
                "The tests must run from inside the checkout that holds Hub.sln."
            );
    }
}
