using System.Text;
using System.Text.Json;
using Workflows.Feel;

namespace Tests.Feel;

public sealed class JsonTests
{
    [Fact]
    public void Integers_stay_integers_and_other_numbers_are_decimals()
    {
        var value = FeelJson.Parse("""{"a": 9007199254740993, "b": 0.1, "c": 5.0, "d": 1e3}"""u8);

        Assert.Equal("{a: 9007199254740993, b: 0.1, c: 5, d: 1000}", value.ToString());
        Assert.Equal(9007199254740993L, value.AsContext()["a"].AsInt64());
    }

    [Fact]
    public void Temporal_values_are_written_as_their_text()
    {
        var value = Evaluated.Of(
            "[@\"2026-09-20\", @\"P1DT2H\", @\"P1Y\", @\"2026-09-20T02:00:00@Africa/Casablanca\"]"
        );

        Assert.Equal(
            """["2026-09-20","P1DT2H","P1Y","2026-09-20T02:00:00@Africa/Casablanca"]""",
            Encoding.UTF8.GetString(FeelJson.ToUtf8(value))
        );
    }

    [Theory]
    [InlineData("""{"a": 1, "a": 2}""")]
    [InlineData("""{"a": {"b": 1, "b": 1}}""")]
    [InlineData("[1, 2] 3")]
    [InlineData("[1, 2")]
    [InlineData("")]
    [InlineData("1e60")]
    public void Doubtful_json_is_refused(string json)
    {
        Assert.ThrowsAny<JsonException>(() => FeelJson.Parse(Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void Json_nested_too_deeply_is_refused_in_both_directions()
    {
        var deep = new string('[', 65) + new string(']', 65);

        Assert.ThrowsAny<JsonException>(() => FeelJson.Parse(Encoding.UTF8.GetBytes(deep)));
        var value = Enumerable.Range(0, 70).Aggregate(FeelValue.Zero, (inner, _) => FeelValue.ListOf(inner));
        Assert.Throws<InvalidOperationException>(() => FeelJson.ToUtf8(value));
    }

    [Fact]
    public void A_parsed_document_obeys_the_same_rules()
    {
        using var document = JsonDocument.Parse("""{"a": [1, 2.5, null, true, "x"]}""");
        using var twice = JsonDocument.Parse("""{"a": 1, "a": 2}""");

        Assert.Equal("{a: [1, 2.5, null, true, \"x\"]}", FeelJson.From(document.RootElement).ToString());
        Assert.Throws<JsonException>(() => FeelJson.From(twice.RootElement));
    }
}
