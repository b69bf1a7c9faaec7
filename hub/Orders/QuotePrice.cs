using Hub.Catalogue;
using Hub.Processes;
using NodaTime;
using Workflows.Feel;

namespace Hub.Orders;

/// <summary>What an order costs on a day, as the decision <c>tariff</c> says.</summary>
internal sealed class QuotePrice(DefinitionCatalogue definitions, ReferenceCatalogue catalogue)
{
    private const string Decision = "tariff";
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Africa/Casablanca"];

    /// <summary>The day in Casablanca.</summary>
    public static LocalDate DayOf(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(Zone).Date;

    /// <summary>The price, or null when the tariff has none for this day.</summary>
    /// <param name="documents">What is ordered.</param>
    /// <param name="country">Where the letter goes, ISO 3166-1 alpha-2.</param>
    /// <param name="abroad">Is the act held by a consulate?</param>
    /// <param name="on">The day whose prices count.</param>
    /// <param name="at">The moment of asking.</param>
    public PriceQuote? Run(
        IReadOnlyList<DocumentWish> documents,
        string country,
        bool abroad,
        LocalDate on,
        DateTimeOffset at
    )
    {
        var model =
            definitions.FindDecision(Decision)
            ?? throw new InvalidOperationException($"The decision '{Decision}' is not deployed.");
        var inputs = FeelContext.Of(
            KeyValuePair.Create("documents", FeelValue.From(new FeelList(documents.Select(ToValue)))),
            KeyValuePair.Create("country", FeelValue.From(country)),
            KeyValuePair.Create("abroad", FeelValue.From(abroad)),
            KeyValuePair.Create("orderedOn", FeelValue.From(on))
        );
        var environment = new FeelEnvironment(Instant.FromDateTimeOffset(at), Zone)
        {
            Calendars = catalogue.Calendars,
        };
        return model.Evaluate(Decision, inputs, environment).Value.TryGetContext(out var price)
            ? Read(price, documents.Count)
            : null;
    }

    private static FeelValue ToValue(DocumentWish document) =>
        FeelValue.From(
            FeelContext.Of(
                KeyValuePair.Create("type", FeelValue.From(document.Type)),
                KeyValuePair.Create("language", FeelValue.From(document.Language)),
                KeyValuePair.Create("copies", FeelValue.From(document.Copies))
            )
        );

    private static PriceQuote? Read(FeelContext price, int lines)
    {
        if (
            !price.TryGet("totalCentimes", out var total)
            || !total.TryGetInt64(out var totalCentimes)
            || !price.TryGet("lines", out var list)
            || !list.TryGetList(out var unitPrices)
            || unitPrices.Count != lines
        )
        {
            return null;
        }

        return new PriceQuote(
            new PriceSnapshot(
                totalCentimes,
                Centimes(price, "stampCentimes"),
                Centimes(price, "communeCentimes"),
                Centimes(price, "postageCentimes"),
                price["version"].ToText() ?? ""
            )
            {
                Units =
                [
                    .. unitPrices.Select(line => new UnitPrice(
                        Centimes(line.AsContext(), "stampCentimes"),
                        Centimes(line.AsContext(), "communeCentimes")
                    )),
                ],
            },
            [.. unitPrices.Select(line => Centimes(line.AsContext(), "unitCentimes"))]
        );
    }

    private static long Centimes(FeelContext price, string name) => price[name].AsInt64();
}

/// <summary>A price with what it is made of.</summary>
/// <param name="UnitCentimes">One copy of each document, without postage, in the order of the documents.</param>
internal sealed record PriceQuote(PriceSnapshot Price, IReadOnlyList<long> UnitCentimes);
