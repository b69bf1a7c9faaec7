using Tests.Feel;
using Workflows.Dmn;
using Workflows.Feel;

namespace Tests.Definitions;

/// <summary>What an order costs: documents × copies × destination × day.</summary>
public sealed class TariffTests
{
    private const string Today = "2026-11-25";

    [Theory]
    [InlineData(1, 0, "MA", 20_00)]
    [InlineData(0, 1, "MA", 25_00)]
    [InlineData(4, 0, "MA", 35_00)]
    [InlineData(5, 0, "MA", 44_50)]
    [InlineData(20, 0, "MA", 119_50)]
    [InlineData(20, 20, "MA", 326_50)]
    [InlineData(2, 3, "MA", 59_50)]
    [InlineData(1, 0, "FR", 35_00)]
    [InlineData(1, 0, "TN", 35_00)]
    [InlineData(1, 0, "CA", 43_00)]
    [InlineData(10, 0, "CA", 110_00)]
    public void An_order_of_today_costs(int extracts, int fullCopies, string country, int centimes) =>
        Assert.Equal(centimes, Whole(Price(extracts, fullCopies, country, Today), "totalCentimes"));

    [Fact]
    public void The_cheapest_order_costs_twenty_dirhams_and_says_what_they_are_made_of()
    {
        var price = Price(1, 0, "MA", Today);

        Assert.Equal("2023-08", price["version"].AsString());
        Assert.Equal(3_00, Whole(price, "stampCentimes"));
        Assert.Equal(2_00, Whole(price, "communeCentimes"));
        Assert.Equal(15_00, Whole(price, "postageCentimes"));
        Assert.Equal(20_00, Whole(price, "totalCentimes"));
    }

    [Fact]
    public void Each_document_has_its_own_price_without_postage()
    {
        Assert.True(Price(2, 3, "MA", Today)["lines"].TryGetList(out var lines));

        Assert.Equal(
            [("birth-extract", 2, 5_00), ("birth-full-copy", 3, 10_00)],
            lines
                .Select(line => line.AsContext())
                .Select(line => (line["type"].AsString(), Whole(line, "copies"), Whole(line, "unitCentimes")))
        );
    }

    [Theory]
    [InlineData("2023-08-14", "2015-07", 30_00)]
    [InlineData("2023-08-15", "2023-08", 35_00)]
    public void The_day_of_the_order_decides_which_tariff_holds(string day, string version, int centimes)
    {
        var price = Price(1, 0, "FR", day);

        Assert.Equal(version, price["version"].AsString());
        Assert.Equal(centimes, Whole(price, "totalCentimes"));
    }

    [Fact]
    public void Tomorrows_tariff_does_not_change_yesterdays_price()
    {
        const string open = "<text>&gt;= date(\"2023-08-15\")</text>";
        const string closed = "<text>[date(\"2023-08-15\")..date(\"2026-11-26\"))</text>";
        var dearer = DefinitionFolder.Tariff(text =>
            text.Replace(open, closed, StringComparison.Ordinal)
                .Replace(
                    "<rule id=\"postage-rule-10\">",
                    Rule("postage", ["&gt;= date(\"2026-11-26\")", "\"national\"", "-"], ["9900"])
                        + "<rule id=\"postage-rule-10\">",
                    StringComparison.Ordinal
                )
                .Replace(
                    "<rule id=\"documentFee-rule-1\">",
                    Rule("documentFee", ["-", "&gt;= date(\"2026-11-26\")"], ["300", "200"])
                        + "<rule id=\"documentFee-rule-1\">",
                    StringComparison.Ordinal
                )
                .Replace(
                    "<rule id=\"tariffVersion-rule-1\">",
                    Rule("tariffVersion", ["&gt;= date(\"2026-11-26\")"], ["\"2026-11\""])
                        + "<rule id=\"tariffVersion-rule-1\">",
                    StringComparison.Ordinal
                )
        );

        Assert.Equal(20_00, Whole(Price(1, 0, "MA", "2026-11-25", dearer), "totalCentimes"));
        Assert.Equal(104_00, Whole(Price(1, 0, "MA", "2026-11-26", dearer), "totalCentimes"));
    }

    private static string Rule(string table, string[] inputs, string[] outputs) =>
        $"<rule id=\"{table}-tomorrow\">"
        + string.Concat(inputs.Select(i => $"<inputEntry><text>{i}</text></inputEntry>"))
        + string.Concat(outputs.Select(o => $"<outputEntry><text>{o}</text></outputEntry>"))
        + "</rule>";

    private static FeelContext Price(
        int extracts,
        int fullCopies,
        string country,
        string day,
        DmnModel? tariff = null
    )
    {
        var documents = new List<FeelValue>();
        foreach (var (type, copies) in new[] { ("birth-extract", extracts), ("birth-full-copy", fullCopies) })
        {
            if (copies > 0)
            {
                documents.Add(
                    FeelValue.From(
                        FeelContext
                            .Empty.With("type", FeelValue.From(type))
                            .With("copies", FeelValue.From(copies))
                    )
                );
            }
        }

        var inputs = FeelContext
            .Empty.With("documents", FeelValue.From(new FeelList(documents)))
            .With("country", FeelValue.From(country))
            .With("orderedOn", FeelValue.ParseTemporal(day));
        return (tariff ?? DefinitionFolder.Tariff())
            .Evaluate("tariff", inputs, Evaluated.Environment())
            .Value.AsContext();
    }

    private static int Whole(FeelContext context, string name) =>
        context[name].TryGetInt64(out var number)
            ? (int)number
            : throw new InvalidOperationException($"'{name}' is {context[name]}.");
}
