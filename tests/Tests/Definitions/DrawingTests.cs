using System.Globalization;
using System.Xml.Linq;

namespace Tests.Definitions;

/// <summary>The diagrams are complete and tidy, so that people who do not read XML can trust them.</summary>
public sealed class DrawingTests
{
    private static readonly XNamespace Bpmn = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    private static readonly XNamespace Di = "http://www.omg.org/spec/BPMN/20100524/DI";
    private static readonly XNamespace Dc = "http://www.omg.org/spec/DD/20100524/DC";
    private static readonly XNamespace Dd = "http://www.omg.org/spec/DD/20100524/DI";

    public static TheoryData<string> ProcessIds => DefinitionFolder.ProcessIds;

    [Theory]
    [MemberData(nameof(ProcessIds))]
    public void Every_element_has_a_french_and_an_arabic_name(string processId)
    {
        var process = DefinitionFolder.Processes[processId];

        Assert.All(process.Elements, element => AssertBilingual(element.Id, element.Name));
        Assert.All(process.Flows.Where(f => f.Name is not null), flow => AssertBilingual(flow.Id, flow.Name));
        Assert.All(process.Flows.Where(f => f.Condition is not null), flow => Assert.NotNull(flow.Name));
        Assert.NotEmpty(process.Documentation ?? "");
    }

    [Theory]
    [MemberData(nameof(ProcessIds))]
    public void Every_element_and_every_arrow_is_drawn(string processId)
    {
        var process = DefinitionFolder.Processes[processId];
        var xml = DefinitionFolder.Xml(processId);
        var drawn = xml.Descendants(Di + "BPMNShape")
            .Concat(xml.Descendants(Di + "BPMNEdge"))
            .Select(shape => shape.Attribute("bpmnElement")!.Value)
            .ToList();

        Assert.Equal(
            process.Elements.Skip(1).Select(e => e.Id).Concat(process.Flows.Select(f => f.Id)).Order(),
            drawn.Order()
        );
    }

    [Theory]
    [MemberData(nameof(ProcessIds))]
    public void No_two_arrows_cross_and_none_runs_through_an_element(string processId)
    {
        var xml = DefinitionFolder.Xml(processId);
        var scopes = xml.Descendants(Bpmn + "subProcess").Select(s => s.Attribute("id")!.Value).ToHashSet();
        var arrows = xml.Descendants(Di + "BPMNEdge").SelectMany(Segments).ToList();
        var boxes = xml.Descendants(Di + "BPMNShape")
            .Where(shape => !scopes.Contains(shape.Attribute("bpmnElement")!.Value))
            .Select(shape => (Id: shape.Attribute("bpmnElement")!.Value, Box: BoxOf(shape)))
            .ToList();

        var crossings =
            from a in arrows
            from b in arrows
            where string.CompareOrdinal(a.Id, b.Id) < 0 && Cross(a, b)
            select $"{a.Id} × {b.Id}";
        var through =
            from a in arrows
            from box in boxes
            where RunsThrough(a, box.Box)
            select $"{a.Id} through {box.Id}";

        Assert.Empty(crossings);
        Assert.Empty(through);
    }

    [Theory]
    [MemberData(nameof(ProcessIds))]
    public void Boundary_events_sit_on_the_border_of_their_activity(string processId)
    {
        var xml = DefinitionFolder.Xml(processId);
        var boxes = xml.Descendants(Di + "BPMNShape")
            .ToDictionary(shape => shape.Attribute("bpmnElement")!.Value, BoxOf);

        Assert.All(
            xml.Descendants(Bpmn + "boundaryEvent"),
            boundary =>
            {
                var at = boxes[boundary.Attribute("id")!.Value];
                var host = boxes[boundary.Attribute("attachedToRef")!.Value];
                var (x, y) = (at.X + (at.Width / 2), at.Y + (at.Height / 2));
                var onSide = x == host.X || x == host.X + host.Width;
                var onEdge = y == host.Y || y == host.Y + host.Height;
                Assert.True(onSide || onEdge, boundary.Attribute("id")!.Value);
            }
        );
    }

    private static void AssertBilingual(string id, string? name)
    {
        var lines = (name ?? "").Split('\n');
        Assert.True(lines.Length == 2, $"'{id}' should have two names: {name}");
        Assert.True(lines[0].Any(char.IsAsciiLetter) && !lines[0].Any(IsArabic), $"'{id}' in French: {name}");
        Assert.True(lines[1].Any(IsArabic) && !lines[1].Any(char.IsAsciiLetter), $"'{id}' in Arabic: {name}");
    }

    private static bool IsArabic(char c) => c is >= '\u0600' and <= '\u06ff';

    private static IEnumerable<Segment> Segments(XElement edge)
    {
        var id = edge.Attribute("bpmnElement")!.Value;
        var points = edge.Elements(Dd + "waypoint")
            .Select(p => (X: Number(p, "x"), Y: Number(p, "y")))
            .ToList();
        return points.Zip(
            points.Skip(1),
            (a, b) =>
                new Segment(
                    id,
                    Math.Min(a.X, b.X),
                    Math.Min(a.Y, b.Y),
                    Math.Max(a.X, b.X),
                    Math.Max(a.Y, b.Y)
                )
        );
    }

    private static bool Cross(Segment a, Segment b)
    {
        if (a.IsLevel == b.IsLevel)
        {
            return false;
        }

        var (level, upright) = a.IsLevel ? (a, b) : (b, a);
        return level.Left < upright.Left
            && upright.Left < level.Right
            && upright.Top < level.Top
            && level.Top < upright.Bottom;
    }

    private static bool RunsThrough(Segment a, Box box) =>
        a.IsLevel
            ? box.Y < a.Top
                && a.Top < box.Y + box.Height
                && Math.Max(a.Left, box.X) < Math.Min(a.Right, box.X + box.Width)
            : box.X < a.Left
                && a.Left < box.X + box.Width
                && Math.Max(a.Top, box.Y) < Math.Min(a.Bottom, box.Y + box.Height);

    private static Box BoxOf(XElement shape)
    {
        var bounds = shape.Element(Dc + "Bounds")!;
        return new Box(
            Number(bounds, "x"),
            Number(bounds, "y"),
            Number(bounds, "width"),
            Number(bounds, "height")
        );
    }

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private sealed record Segment(string Id, double Left, double Top, double Right, double Bottom)
    {
        public bool IsLevel => Top == Bottom;
    }

    private sealed record Box(double X, double Y, double Width, double Height);
}
