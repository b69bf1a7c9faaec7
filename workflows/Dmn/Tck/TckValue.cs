using System.Globalization;
using System.Xml.Linq;
using Workflows.Feel;

namespace Workflows.Dmn.Tck;

/// <summary>Values as the kit's test files write them.</summary>
internal static class TckValue
{
    // What the kit's own runners allow between computed numbers.
    private const decimal Tolerance = 0.00000001m;

    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>The value inside an input, an expectation, an item or a component.</summary>
    public static FeelValue Read(XElement parent)
    {
        if (parent.Attribute(XName.Get("nil", Instance))?.Value == "true")
        {
            return FeelValue.Null;
        }

        if (Child(parent, "value") is { } value)
        {
            return ReadScalar(value);
        }

        if (Child(parent, "list") is { } list)
        {
            return list.Attribute(XName.Get("nil", Instance))?.Value == "true"
                ? FeelValue.Null
                : FeelValue.From(new FeelList(Named(list, "item").Select(Read)));
        }

        var parts = Named(parent, "component").ToList();
        return parts.Count == 0
            ? FeelValue.Null
            : FeelValue.From(
                FeelContext.Of(
                    parts.Select(part => KeyValuePair.Create(part.Attribute("name")!.Value, Read(part)))
                )
            );
    }

    /// <summary>Sameness, but for the last digits of numbers.</summary>
    public static bool AreEqual(FeelValue expected, FeelValue actual)
    {
        if (expected.TryGetDecimal(out var number) && actual.TryGetDecimal(out var other))
        {
            return Math.Abs(number - other) < Tolerance;
        }

        if (expected.TryGetList(out var list))
        {
            return actual.TryGetList(out var items)
                && items.Count == list.Count
                && list.Zip(items).All(pair => AreEqual(pair.First, pair.Second));
        }

        if (expected.TryGetContext(out var context))
        {
            return actual.TryGetContext(out var entries)
                && entries.Count == context.Count
                && context.All(entry =>
                    entries.TryGet(entry.Key, out var found) && AreEqual(entry.Value, found)
                );
        }

        return expected.Equals(actual);
    }

    private static FeelValue ReadScalar(XElement value)
    {
        if (value.Attribute(XName.Get("nil", Instance))?.Value == "true")
        {
            return FeelValue.Null;
        }

        var text = value.Value;
        var type = value.Attribute(XName.Get("type", Instance))?.Value.Split(':')[^1];
        return type switch
        {
            "string" => FeelValue.From(text),
            "boolean" => FeelValue.From(text.Trim() == "true"),
            "decimal" or "double" or "integer" or "float" => Number(text),
            "date" or "time" or "dateTime" or "duration" => FeelValue.ParseTemporal(text.Trim()),
            _ => Guess(text),
        };
    }

    private static FeelValue Number(string text) =>
        decimal.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? FeelValue.From(number)
            : FeelValue.Null;

    // Older tests leave the type out.
    private static FeelValue Guess(string text)
    {
        var number = Number(text);
        return text.Trim() switch
        {
            "" => FeelValue.Null,
            "true" => FeelValue.True,
            "false" => FeelValue.False,
            _ when !number.IsNull => number,
            _ => FeelValue.ParseTemporal(text.Trim()) is { IsNull: false } temporal
                ? temporal
                : FeelValue.From(text),
        };
    }

    private static XElement? Child(XElement parent, string name) => Named(parent, name).FirstOrDefault();

    private static IEnumerable<XElement> Named(XElement parent, string name) =>
        parent.Elements().Where(element => element.Name.LocalName == name);
}
