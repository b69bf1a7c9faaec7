using System.Globalization;
using System.Xml.Linq;
using Workflows.Feel;

namespace Workflows.Bpmn;

/// <summary>Reads how often an activity runs, and what of an ad-hoc subprocess does.</summary>
internal sealed class LoopReader(ReadingContext context)
{
    /// <summary>The loop of an activity, or null when it has none.</summary>
    public LoopDetails? Loop(XElement activity)
    {
        if (activity.Element(BpmnNames.Model + "multiInstanceLoopCharacteristics") is { } multi)
        {
            return MultiInstance(multi);
        }

        return activity.Element(BpmnNames.Model + "standardLoopCharacteristics") is { } standard
            ? Standard(standard)
            : null;
    }

    /// <summary>What of an ad-hoc subprocess runs.</summary>
    public AdHocDetails AdHoc(XElement adHoc, ZeebeExtensions extensions)
    {
        var zeebe = extensions.AdHoc();
        return new AdHocDetails(
            Expression(zeebe, "activeElementsCollection"),
            Child(adHoc, "completionCondition"),
            (
                adHoc.Attribute("cancelRemainingInstances") ?? zeebe?.Attribute("cancelRemainingInstances")
            )?.Value != "false",
            adHoc.Attribute("ordering")?.Value == "Sequential",
            Text(zeebe, "outputCollection"),
            Expression(zeebe, "outputElement")
        );
    }

    private LoopDetails.MultiInstance? MultiInstance(XElement xml)
    {
        var zeebe = new ZeebeExtensions(xml, context).LoopCharacteristics();
        var before = context.Problems.Count;
        var read = new LoopDetails.MultiInstance(
            xml.Attribute("isSequential")?.Value == "true",
            Expression(zeebe, "inputCollection"),
            Text(zeebe, "inputElement"),
            Text(zeebe, "outputCollection"),
            Expression(zeebe, "outputElement"),
            Child(xml, "loopCardinality"),
            Child(xml, "completionCondition")
        );
        if (read is { Collection: null, Cardinality: null } && context.Problems.Count == before)
        {
            context.Add(
                xml,
                "loop_collection_missing",
                "A multi-instance activity needs an inputCollection in zeebe:loopCharacteristics, or a loopCardinality."
            );
        }

        if (read.Results is null != read.Result is null && context.Problems.Count == before)
        {
            context.Add(
                xml,
                "loop_output_incomplete",
                "An outputCollection needs an outputElement, and the other way round."
            );
        }

        return context.Problems.Count == before ? read : null;
    }

    private LoopDetails.Standard? Standard(XElement xml)
    {
        var before = context.Problems.Count;
        var maximum = xml.Attribute("loopMaximum")?.Value;
        var limit = int.TryParse(maximum, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : (int?)null;
        if (maximum is { Length: > 0 } && limit is not > 0)
        {
            context.Add(xml, "loop_maximum_wrong", "A loopMaximum is a whole number above 0.");
        }

        var condition = Child(xml, "loopCondition");
        if (condition is null && limit is null && context.Problems.Count == before)
        {
            context.Add(xml, "loop_endless", "A loop needs a loopCondition or a loopMaximum.");
        }

        return context.Problems.Count == before
            ? new LoopDetails.Standard(condition, xml.Attribute("testBefore")?.Value == "true", limit)
            : null;
    }

    private FeelExpression? Child(XElement owner, string name) =>
        owner.Element(BpmnNames.Model + name)?.Value.Trim() is { Length: > 0 } text
            ? context.Expression(owner, text)
            : null;

    private FeelExpression? Expression(XElement? owner, string attribute) =>
        owner?.Attribute(attribute)?.Value is { Length: > 0 } text ? context.Expression(owner, text) : null;

    private static string? Text(XElement? owner, string attribute) =>
        owner?.Attribute(attribute)?.Value is { Length: > 0 } text ? text : null;
}
