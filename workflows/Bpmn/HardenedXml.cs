using System.Xml;
using System.Xml.Linq;

namespace Workflows.Bpmn;

/// <summary>
/// Reads XML that may be hostile: no DTD, no outside references, and limits that are checked before a tree is built, whose
/// cost would grow with the square of the depth (reliability.md, finding 4).
/// </summary>
internal static class HardenedXml
{
    public const int MaxDepth = 64;
    public const int MaxElements = 5_000;
    public const int MaxBytes = 2 * 1024 * 1024;
    public const int MaxAttributeLength = 64 * 1024;

    /// <summary>The document with line numbers, or the one problem that made it unreadable.</summary>
    public static (XDocument? Document, DefinitionProblem? Problem) Load(ReadOnlyMemory<byte> xml) =>
        Load(xml, isWhole: false);

    /// <summary>As above, with comments, instructions and white space.</summary>
    public static (XDocument? Document, DefinitionProblem? Problem) LoadWhole(ReadOnlyMemory<byte> xml) =>
        Load(xml, isWhole: true);

    private static (XDocument? Document, DefinitionProblem? Problem) Load(
        ReadOnlyMemory<byte> xml,
        bool isWhole
    )
    {
        if (xml.Length > MaxBytes)
        {
            return (
                null,
                Problem("xml_too_large", $"The file has {xml.Length} bytes; at most {MaxBytes} are read.")
            );
        }

        try
        {
            if (Check(xml) is { } problem)
            {
                return (null, problem);
            }

            using var reader = Open(xml, isWhole);
            var keep = isWhole ? LoadOptions.PreserveWhitespace : LoadOptions.None;
            return (XDocument.Load(reader, LoadOptions.SetLineInfo | keep), null);
        }
        catch (XmlException exception)
        {
            return (
                null,
                new DefinitionProblem(
                    null,
                    exception.LineNumber,
                    exception.LinePosition,
                    "xml_unreadable",
                    exception.Message
                )
            );
        }
    }

    private static XmlReader Open(ReadOnlyMemory<byte> xml, bool isWhole = false) =>
        XmlReader.Create(
            new MemoryStream(xml.ToArray(), writable: false),
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                MaxCharactersInDocument = MaxBytes,
                MaxCharactersFromEntities = 1,
                IgnoreComments = !isWhole,
                IgnoreProcessingInstructions = !isWhole,
            }
        );

    private static DefinitionProblem? Check(ReadOnlyMemory<byte> xml)
    {
        using var reader = Open(xml);
        var lines = (IXmlLineInfo)reader;
        var elements = 0;
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (reader.Depth > MaxDepth)
            {
                return Problem("xml_too_deep", $"Elements are nested more than {MaxDepth} deep.", lines);
            }

            if (++elements > MaxElements)
            {
                return Problem(
                    "xml_too_many_elements",
                    $"The file has more than {MaxElements} elements.",
                    lines
                );
            }

            while (reader.MoveToNextAttribute())
            {
                if (reader.Value.Length > MaxAttributeLength)
                {
                    return Problem(
                        "xml_attribute_too_long",
                        $"The attribute '{reader.Name}' has more than {MaxAttributeLength} characters.",
                        lines
                    );
                }
            }
        }

        return null;
    }

    private static DefinitionProblem Problem(string code, string message, IXmlLineInfo? lines = null) =>
        new(null, lines?.LineNumber ?? 1, lines?.LinePosition ?? 1, code, message);
}
