using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Tests.Architecture;

/// <summary>
/// The JSON schema of <c>config/hub.json</c>, made from the options classes: names, types, limits, defaults, and the summaries
/// that stand above the properties.
/// </summary>
internal static class ConfigSchema
{
    private const string Duration = @"^-?([0-9]+\.)?[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?$";

    /// <summary>Sections of the framework: known by name, described elsewhere.</summary>
    private static readonly string[] Framework = ["$schema", "AllowedHosts", "Kestrel", "Logging", "Urls"];

    /// <summary>Every options class with its section, in the order of the sections.</summary>
    public static IReadOnlyList<(string Section, Type Options)> Sections { get; } =
    [
        .. House
            .Types.Select(type => (Section: SectionOf(type), Options: type))
            .Where(pair => pair.Section is not null)
            .Select(pair => (pair.Section!, pair.Options))
            .OrderBy(pair => pair.Item1, StringComparer.Ordinal),
    ];

    /// <summary>The whole schema.</summary>
    public static JsonObject Write()
    {
        var summaries = new Summaries();
        var root = NewObject();
        foreach (var name in Framework)
        {
            root["properties"]![name] = name[0] is '$' or 'A' or 'U' ? Text("string") : Text("object");
        }

        foreach (var (section, options) in Sections)
        {
            var place = root;
            var path = section.Split(':');
            foreach (var part in path[..^1])
            {
                place["properties"]![part] ??= NewObject();
                place = place["properties"]![part]!.AsObject();
            }

            place["properties"]![path[^1]] = OfType(options, summaries);
        }

        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Shubbak Hub: config/hub.json",
            ["description"] = "Secrets are not written here: they come from the environment (Section__Key).",
            ["type"] = "object",
            ["properties"] = root["properties"]!.DeepClone(),
            ["additionalProperties"] = false,
        };
    }

    private static string? SectionOf(Type type) =>
        type.GetField("Section", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true } field
        && type.Name.EndsWith("Options", StringComparison.Ordinal)
            ? (string?)field.GetRawConstantValue()
            : null;

    private static JsonObject OfType(Type type, Summaries summaries)
    {
        var result = NewObject();
        if (summaries.Of(type) is { } summary)
        {
            result["description"] = summary;
        }

        var defaults = type.GetConstructor(Type.EmptyTypes) is null ? null : Activator.CreateInstance(type);
        foreach (var property in type.GetProperties().Where(p => p is { CanWrite: true, CanRead: true }))
        {
            result["properties"]![property.Name] = OfProperty(property, defaults, summaries);
        }

        return result;
    }

    private static JsonObject OfProperty(PropertyInfo property, object? defaults, Summaries summaries)
    {
        var result = OfValue(property.PropertyType, summaries);
        if (summaries.Of(property) is { } summary)
        {
            result["description"] = summary;
        }

        if (property.GetCustomAttribute<RegularExpressionAttribute>() is { } expression)
        {
            result["pattern"] = expression.Pattern;
        }

        if (property.GetCustomAttribute<RangeAttribute>() is { Minimum: int or double } range)
        {
            result["minimum"] = Convert.ToDecimal(range.Minimum, CultureInfo.InvariantCulture);
            if (Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture) < int.MaxValue)
            {
                result["maximum"] = Convert.ToDecimal(range.Maximum, CultureInfo.InvariantCulture);
            }
        }

        if (defaults is not null && DefaultOf(property.GetValue(defaults)) is { } value)
        {
            result["default"] = value;
        }

        return result;
    }

    private static JsonObject OfValue(Type type, Summaries summaries)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
        {
            return new JsonObject
            {
                ["enum"] = new JsonArray([.. Enum.GetNames(type).Select(n => (JsonNode)n)]),
            };
        }

        if (type == typeof(TimeSpan))
        {
            return new JsonObject { ["type"] = "string", ["pattern"] = Duration };
        }

        if (type == typeof(bool))
        {
            return Text("boolean");
        }

        if (type.IsPrimitive || type == typeof(decimal))
        {
            return Text(type == typeof(double) || type == typeof(decimal) ? "number" : "integer");
        }

        if (type == typeof(string) || type.Namespace == "System")
        {
            return Text("string");
        }

        var arguments = type.IsGenericType ? type.GetGenericArguments() : [];
        return arguments.Length switch
        {
            2 => new JsonObject
            {
                ["type"] = "object",
                ["additionalProperties"] = OfValue(arguments[1], summaries),
            },
            1 => new JsonObject { ["type"] = "array", ["items"] = OfValue(arguments[0], summaries) },
            _ => OfType(type, summaries),
        };
    }

    private static JsonNode? DefaultOf(object? value) =>
        value switch
        {
            string text => text,
            bool flag => flag,
            int number => number,
            long number => number,
            double number => number,
            TimeSpan or TimeOnly or DateOnly => string.Format(CultureInfo.InvariantCulture, "{0}", value),
            Enum name => name.ToString(),
            IEnumerable<string> list => new JsonArray([.. list.Select(item => (JsonNode)item)]),
            IEnumerable<TimeSpan> list => new JsonArray([.. list.Select(item => (JsonNode)item.ToString())]),
            _ => null,
        };

    private static JsonObject Text(string type) => new() { ["type"] = type };

    private static JsonObject NewObject() =>
        new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(),
            ["additionalProperties"] = false,
        };

    /// <summary>The summaries the compiler wrote beside the assemblies.</summary>
    private sealed class Summaries
    {
        private readonly Dictionary<string, string> byName = new(StringComparer.Ordinal);

        public Summaries()
        {
            foreach (var assembly in House.Assemblies)
            {
                var members = XDocument
                    .Load(Path.ChangeExtension(assembly.Location, ".xml"))
                    .Descendants("member");
                foreach (var member in members)
                {
                    if (member.Element("summary") is { } summary)
                    {
                        byName[member.Attribute("name")!.Value] = TextOf(summary);
                    }
                }
            }
        }

        public string? Of(Type type) => byName.GetValueOrDefault($"T:{type.FullName!.Replace('+', '.')}");

        public string? Of(PropertyInfo property) =>
            byName.GetValueOrDefault(
                $"P:{property.DeclaringType!.FullName!.Replace('+', '.')}.{property.Name}"
            );

        private static string TextOf(XElement summary)
        {
            foreach (var reference in summary.Descendants("see").ToList())
            {
                reference.ReplaceWith(reference.Attribute("cref")?.Value.Split('.')[^1] ?? "");
            }

            return string.Join(
                ' ',
                summary.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            );
        }
    }
}
