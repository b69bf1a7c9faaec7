using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Tests.Architecture;

/// <summary>What an operator may write into <c>config/hub.json</c> is what the code reads.</summary>
public sealed class ConfigTests
{
    private static readonly string SchemaFile = Path.Combine(Repository.Root, "config", "hub.schema.json");

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public void Every_options_class_is_checked_at_the_start()
    {
        Assert.NotEmpty(ConfigSchema.Sections);
        Assert.Empty(
            ConfigSchema
                .Sections.Where(pair =>
                    !House.Types.Any(t =>
                        t.IsAssignableTo(typeof(IValidateOptions<>).MakeGenericType(pair.Options))
                    )
                )
                .Select(pair => $"{pair.Options.FullName} has no validator")
        );
    }

    [Fact]
    public void Every_options_class_says_which_section_it_is() =>
        Assert.Empty(
            House
                .Types.Where(t => t.IsClass && t.Name.EndsWith("Options", StringComparison.Ordinal))
                .Where(t => ConfigSchema.Sections.All(pair => pair.Options != t))
                .Select(t => t.FullName)
        );

    [Fact]
    public void No_two_options_classes_read_the_same_section() =>
        Assert.Equal(
            ConfigSchema.Sections.Count,
            ConfigSchema
                .Sections.Select(pair => pair.Section)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Count()
        );

    [Fact]
    public void The_schema_is_what_the_options_classes_say()
    {
        var schema = ConfigSchema.Write().ToJsonString(Json) + "\n";
        var written = File.Exists(SchemaFile) ? File.ReadAllText(SchemaFile) : "";
        if (schema != written)
        {
            File.WriteAllText(SchemaFile, schema);
        }

        Assert.True(
            schema == written,
            "config/hub.schema.json was out of date and has been written anew: commit it."
        );
    }

    [Fact]
    public void The_configuration_that_is_shipped_uses_only_keys_that_are_read() =>
        Assert.Empty(
            Unknown(
                JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "config", "hub.json")))!,
                ConfigSchema.Write(),
                "hub.json"
            )
        );

    private static IEnumerable<string> Unknown(JsonNode value, JsonNode schema, string path)
    {
        if (value is JsonArray list && schema["items"] is { } items)
        {
            return list.SelectMany((item, i) => Unknown(item!, items, $"{path}[{i}]"));
        }

        if (value is not JsonObject given || schema["properties"] is not JsonObject known)
        {
            return [];
        }

        return given.SelectMany(pair =>
            known[pair.Key] is { } next
                ? Unknown(pair.Value!, next, $"{path}:{pair.Key}")
                : [$"{path}:{pair.Key} is read by nobody"]
        );
    }
}
