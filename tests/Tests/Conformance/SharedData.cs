using Tests.Architecture;

namespace Tests.Conformance;

/// <summary>Data of others, not ours to keep: in <c>shared/data</c> beside the checkout or beside one of its parents.</summary>
internal static class SharedData
{
    /// <summary>The folder, or null where the data is not there.</summary>
    public static string? Find(params ReadOnlySpan<string> path)
    {
        for (
            var folder = new DirectoryInfo(Repository.Root).Parent;
            folder is not null;
            folder = folder.Parent
        )
        {
            var data = Path.Combine([folder.FullName, "shared", "data", .. path]);
            if (Directory.Exists(data))
            {
                return data;
            }
        }

        return null;
    }
}
