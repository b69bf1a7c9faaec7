using System.Xml;

namespace Workbench.Dmn;

/// <summary>The files a model imports, found beside it by their namespaces.</summary>
internal static class ImportedFiles
{
    /// <summary>The contents of all files that <paramref name="file"/> imports, directly or through others.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Of(string file)
    {
        var start = Header.Read(file);
        var pending = new Queue<string>(start.Imports);
        if (pending.Count == 0)
        {
            return [];
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var beside = Directory
            .GetFiles(folder, "*.dmn")
            .Where(other => Path.GetFileName(other) != Path.GetFileName(file))
            .Order(StringComparer.Ordinal)
            .Select(other => (Path: other, Header: Header.Read(other)))
            .ToList();
        var found = new List<string>();
        while (pending.TryDequeue(out var space))
        {
            var match = beside.Find(other => other.Header.Space == space && !found.Contains(other.Path));
            if (match.Path is not null)
            {
                found.Add(match.Path);
                match.Header.Imports.ForEach(pending.Enqueue);
            }
        }

        return [.. found.Select(path => new ReadOnlyMemory<byte>(File.ReadAllBytes(path)))];
    }

    private sealed record Header(string Space, List<string> Imports)
    {
        /// <summary>What a file says of itself; nothing when it is not XML, which its reader will report.</summary>
        public static Header Read(string path)
        {
            var header = new Header("", []);
            var settings = new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
            };
            try
            {
                using var reader = XmlReader.Create(path, settings);
                while (reader.Read())
                {
                    if (
                        reader.NodeType == XmlNodeType.Element
                        && reader.GetAttribute("namespace") is { } space
                    )
                    {
                        header = reader.Depth == 0 ? header with { Space = space } : header;
                        if (reader is { Depth: 1, LocalName: "import" })
                        {
                            header.Imports.Add(space);
                        }
                    }
                }
            }
            catch (XmlException)
            {
                return new Header("", []);
            }

            return header;
        }
    }
}
