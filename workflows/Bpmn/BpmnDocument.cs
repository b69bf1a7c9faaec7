using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Workflows.Bpmn;

/// <summary>
/// A BPMN file as a whole: what runs, and all that does not: diagrams, documentation, other tools' extensions, comments.
/// Reading and writing it loses nothing.
/// </summary>
public sealed class BpmnDocument
{
    private readonly XDocument xml;

    private BpmnDocument(XDocument xml) => this.xml = xml;

    /// <summary>Reads a file that may be hostile; or says why it is not read.</summary>
    public static (BpmnDocument? Document, DefinitionProblem? Problem) Load(ReadOnlyMemory<byte> bytes)
    {
        var (xml, problem) = HardenedXml.LoadWhole(bytes);
        if (xml is null)
        {
            return (null, problem);
        }

        return xml.Root!.Name == BpmnNames.Model + "definitions"
            ? (new BpmnDocument(xml), null)
            : (null, BpmnReader.NotBpmn);
    }

    /// <summary>The file in UTF-8, without byte order mark.</summary>
    public byte[] Write()
    {
        using var bytes = new MemoryStream();
        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            // A line break inside an attribute or a carriage return would not survive being read again.
            NewLineHandling = NewLineHandling.Entitize,
            ConformanceLevel = ConformanceLevel.Document,
        };
        using (var writer = XmlWriter.Create(bytes, settings))
        {
            xml.Save(writer);
        }

        return bytes.ToArray();
    }

    /// <summary>
    /// Where another document says something else, in its order; empty when both say the same. Not looked at: the order of
    /// attributes, kinds of quotes, how characters are escaped, the encoding.
    /// </summary>
    public IReadOnlyList<XmlDifference> CompareWith(BpmnDocument other) => XmlComparison.Run(xml, other.xml);
}
