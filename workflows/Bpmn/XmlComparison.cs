using System.Xml;
using System.Xml.Linq;

namespace Workflows.Bpmn;

/// <summary>
/// Compares two documents by what they say, as canonical XML does: names with their namespaces, attributes as a set, texts
/// (however they are escaped), comments and instructions, all in order. Prefixes count too: values may use them.
/// </summary>
internal sealed class XmlComparison
{
    private const int MaxDifferences = 100;

    private readonly List<XmlDifference> differences = [];

    /// <summary>The differences; of very many the first.</summary>
    public static IReadOnlyList<XmlDifference> Run(XDocument one, XDocument other)
    {
        var comparison = new XmlComparison();
        comparison.Children(one, other);
        return comparison.differences;
    }

    private void Children(XContainer one, XContainer other)
    {
        var (mine, theirs) = (Parts(one), Parts(other));
        for (var i = 0; i < Math.Max(mine.Count, theirs.Count) && differences.Count < MaxDifferences; i++)
        {
            var (left, right) = (mine.ElementAtOrDefault(i), theirs.ElementAtOrDefault(i));
            if (left.Node is XElement a && right.Node is XElement b && Tag(a) == Tag(b))
            {
                Attributes(a, b);
                Children(a, b);
            }
            else if (left.Text != right.Text)
            {
                Note(left.Node ?? one, $"{left.Text ?? "nothing"} became {right.Text ?? "nothing"}");
                return;
            }
        }
    }

    private void Attributes(XElement one, XElement other)
    {
        var theirs = other.Attributes().ToDictionary(NameOf, a => a.Value, StringComparer.Ordinal);
        foreach (var attribute in one.Attributes())
        {
            if (!theirs.Remove(NameOf(attribute), out var value))
            {
                Note(one, $"{attribute} is lost");
            }
            else if (value != attribute.Value)
            {
                Note(one, $"{attribute} became '{value}'");
            }
        }

        foreach (var (name, value) in theirs)
        {
            Note(one, $"{name}='{value}' was added");
        }
    }

    /// <summary>The children with neighbouring texts, plain or CDATA, as one; white space around the root says nothing.</summary>
    private static List<(XNode? Node, string? Text)> Parts(XContainer container)
    {
        var parts = new List<(XNode?, string?)>();
        var text = "";
        XNode? first = null;
        foreach (var node in container.Nodes())
        {
            if (node is XText part)
            {
                first ??= part;
                text += part.Value;
                continue;
            }

            Close();
            parts.Add((node, node is XElement element ? Tag(element) : node.ToString()));
        }

        Close();
        return parts;

        void Close()
        {
            if (text.Length > 0 && container is XElement)
            {
                parts.Add((first, $"the text '{text}'"));
            }

            (first, text) = (null, "");
        }
    }

    private static string Tag(XElement element) =>
        $"<{element.GetPrefixOfNamespace(element.Name.Namespace)}:{element.Name}>";

    private static string NameOf(XAttribute attribute) => attribute.Name.ToString();

    private void Note(XObject at, string message)
    {
        var elements = (at as XElement ?? at.Parent)?.AncestorsAndSelf().Reverse() ?? [];
        var path = string.Concat(
            elements.Select(e =>
                "/" + e.Name.LocalName + (e.Attribute("id") is { } id ? $"[{id.Value}]" : "")
            )
        );
        differences.Add(new XmlDifference(path, ((IXmlLineInfo)at).LineNumber, message));
    }
}
