using System.Xml.Linq;

namespace Workflows.Bpmn;

/// <summary>
/// Reads data associations of an activity: a data object is a variable of its name; a data input is a local variable of the
/// activity. Arrows that a modeller drew to an activity without data inputs have no meaning for the run.
/// </summary>
internal sealed class DataReader(XElement activity, ReadingContext context)
{
    private readonly XElement? specification = activity.Element(BpmnNames.Model + "ioSpecification");

    /// <summary>What goes into the activity's data inputs.</summary>
    public IReadOnlyList<Mapping> Inputs() =>
        [
            .. Associations("dataInputAssociation")
                .Select(a => Map(a, VariableOf(a.Source), PartName("dataInput", a.Target)))
                .OfType<Mapping>(),
        ];

    /// <summary>What comes out of the activity's data outputs.</summary>
    public IReadOnlyList<Mapping> Outputs() =>
        [
            .. Associations("dataOutputAssociation")
                .Select(a => Map(a, PartName("dataOutput", a.Source), VariableOf(a.Target)))
                .OfType<Mapping>(),
        ];

    private IEnumerable<Association> Associations(string name) =>
        specification is null
            ? []
            : activity
                .Elements(BpmnNames.Model + name)
                .Select(xml => new Association(
                    xml,
                    xml.Element(BpmnNames.Model + "sourceRef")?.Value.Trim(),
                    xml.Element(BpmnNames.Model + "targetRef")?.Value.Trim()
                ));

    private Mapping? Map(Association association, string? from, string? to)
    {
        var transformation = association.Xml.Element(BpmnNames.Model + "transformation")?.Value.Trim();
        var source =
            !string.IsNullOrEmpty(transformation) ? "=" + transformation.TrimStart('=')
            : from is not null ? $"=`{from}`"
            : null;
        return source is not null && to is not null && context.Value(association.Xml, source) is { } value
            ? new Mapping(value, [to])
            : null;
    }

    private string? PartName(string kind, string? id)
    {
        var part = specification!
            .Elements(BpmnNames.Model + kind)
            .FirstOrDefault(e => e.Attribute("id")?.Value == id);
        return part is null ? null : part.Attribute("name")?.Value ?? id;
    }

    private string? VariableOf(string? id)
    {
        var reference = ById(id);
        if (reference is null)
        {
            return null;
        }

        var target =
            ById(reference.Attribute("dataObjectRef")?.Value)
            ?? ById(reference.Attribute("dataStoreRef")?.Value);
        return target?.Attribute("name")?.Value ?? reference.Attribute("name")?.Value ?? id;
    }

    private XElement? ById(string? id) =>
        string.IsNullOrEmpty(id)
            ? null
            : activity
                .Document!.Descendants()
                .FirstOrDefault(e =>
                    e.Attribute("id")?.Value == id
                    && e.Name.LocalName
                        is "dataObject"
                            or "dataObjectReference"
                            or "dataStore"
                            or "dataStoreReference"
                            or "property"
                );

    private readonly record struct Association(XElement Xml, string? Source, string? Target);
}
