using System.Collections.Frozen;
using System.Xml;

namespace Workflows.Dmn;

/// <summary>
/// Reads XML that may be hostile: no DTD, and size, depth and count are checked while it streams.
/// </summary>
internal static class DmnXml
{
    private static readonly FrozenSet<string> Namespaces = FrozenSet.ToFrozenSet([
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    ]);

    /// <summary>The root element, or null with a problem.</summary>
    public static DmnElement? Read(ReadOnlyMemory<byte> xml, DmnLimits limits, List<DmnProblem> problems)
    {
        if (xml.Length > limits.MaxBytes)
        {
            problems.Add(
                new DmnProblem("", 1, 1, "file_too_large", $"A file may hold {limits.MaxBytes} bytes.")
            );
            return null;
        }

        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = limits.MaxBytes,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        try
        {
            using var stream = new MemoryStream(xml.ToArray(), writable: false);
            using var reader = XmlReader.Create(stream, settings);
            return Build(reader, limits, problems);
        }
        catch (XmlException broken)
        {
            problems.Add(
                new DmnProblem(
                    "",
                    broken.LineNumber,
                    broken.LinePosition,
                    "not_xml",
                    "The file is not XML, or uses a DTD."
                )
            );
            return null;
        }
    }

    private static DmnElement? Build(XmlReader reader, DmnLimits limits, List<DmnProblem> problems)
    {
        var place = (IXmlLineInfo)reader;
        var open = new Stack<DmnElement?>();
        DmnElement? root = null;
        var count = 0;
        while (reader.Read())
        {
            if (reader.NodeType is XmlNodeType.Element)
            {
                if (++count > limits.MaxElements || reader.Depth >= limits.MaxDepth)
                {
                    problems.Add(TooMuch(place, count > limits.MaxElements, limits));
                    return null;
                }

                var element = Add(reader, place, open.Count > 0, open.Count > 0 ? open.Peek() : null);
                root ??= element;
                if (!reader.IsEmptyElement)
                {
                    open.Push(element);
                }
            }
            else if (reader.NodeType is XmlNodeType.EndElement)
            {
                open.Pop();
            }
            else if (
                reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace
            )
            {
                AddText(reader, open);
            }
        }

        if (root is null || root.Name != "definitions")
        {
            problems.Add(
                new DmnProblem("", 1, 1, "not_dmn", "The root must be 'definitions' of DMN 1.1 to 1.5.")
            );
            return null;
        }

        return root;
    }

    private static DmnProblem TooMuch(IXmlLineInfo place, bool count, DmnLimits limits) =>
        count
            ? new DmnProblem(
                "",
                place.LineNumber,
                place.LinePosition,
                "too_many_elements",
                $"A file may hold {limits.MaxElements} elements."
            )
            : new DmnProblem(
                "",
                place.LineNumber,
                place.LinePosition,
                "nested_too_deeply",
                $"Elements may be nested {limits.MaxDepth} levels deep."
            );

    /// <summary>
    /// Keeps an element of DMN; diagrams and extensions are passed over, and all within them.
    /// </summary>
    private static DmnElement? Add(XmlReader reader, IXmlLineInfo place, bool hasParent, DmnElement? parent)
    {
        if ((hasParent && parent is null) || !Namespaces.Contains(reader.NamespaceURI))
        {
            return null;
        }

        var element = new DmnElement(reader.LocalName, place.LineNumber, place.LinePosition);
        if (reader.HasAttributes)
        {
            element.Attributes = [];
            while (reader.MoveToNextAttribute())
            {
                // Prefixes are kept, too: qualified names of types go by them.
                if (reader.NamespaceURI.Length == 0 || reader.Prefix == "xmlns")
                {
                    element.Attributes[reader.Name] = reader.Value;
                }
            }

            reader.MoveToElement();
        }

        parent?.Children.Add(element);
        return element;
    }

    private static void AddText(XmlReader reader, Stack<DmnElement?> open)
    {
        if (open.TryPeek(out var element) && element is not null)
        {
            element.Append(reader.Value);
        }
    }
}
