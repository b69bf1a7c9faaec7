using Adapters.Post;
using Hub.Api.Reading;
using Hub.Catalogue;
using Hub.Orders;
using Hub.Portal;
using Hub.Storage;
using NodaTime;
using NodaTime.Text;

namespace Hub.Api;

/// <summary>What an order would cost: documents × copies × destination × day.</summary>
internal static class QuotesApi
{
    private const int DefaultMaxCopies = 20;

    /// <summary>Maps <c>/quotes</c>.</summary>
    public static void MapQuotes(this IEndpointRouteBuilder api) =>
        api.MapPost("/quotes", QuoteAsync).WithName("quotePrice").RequireScope(PortalScopes.ReadCatalogue);

    private static Task<IResult> QuoteAsync(
        HttpContext context,
        PortalPosts posts,
        QuotePrice quotePrice,
        HubStore store,
        Countries countries,
        ReferenceCatalogue catalogue,
        CancellationToken ct
    ) =>
        posts.AnswerAsync(
            context,
            (call, body, errors) =>
            {
                var bureau = body.Has("bureau")
                    ? BureauReading.Read(body, "bureau", errors, catalogue)
                    : null;
                var documents = DocumentsReading.Read(body, bureau?.Type.MaxCopies ?? DefaultMaxCopies);
                var country = ReadCountry(body, countries);
                var on = ReadDay(body) ?? QuotePrice.DayOf(store.Now);
                body.RefuseOthers();
                var quote = errors.Any
                    ? null
                    : quotePrice.Run(documents, country!, OrderPlacing.IsAbroad(bureau), on, store.Now);
                return Task.FromResult<PortalEffect>(
                    quote is null
                        ? posts.Refusal(
                            call,
                            new ApiProblem(StatusCodes.Status422UnprocessableEntity, "no_tariff")
                        )
                        : (_, _) => Task.FromResult(Answer(quote, documents, country!, on))
                );
            },
            new PostRules(Grouped: true, Archived: false),
            ct
        );

    private static PortalAnswer Answer(
        PriceQuote quote,
        IReadOnlyList<DocumentWish> documents,
        string country,
        LocalDate on
    ) =>
        PortalAnswer.Of(
            StatusCodes.Status200OK,
            new QuoteView(
                LocalDatePattern.Iso.Format(on),
                country,
                PriceView.Of(quote.Price),
                [
                    .. documents.Select(
                        (document, i) =>
                            new OrderLineView(
                                i + 1,
                                document.Type,
                                document.Language,
                                document.Copies,
                                ApiJson.ToMoney(quote.UnitCentimes[i])
                            )
                    ),
                ]
            )
        );

    private static string? ReadCountry(FieldReader body, Countries countries)
    {
        var country = body.Text("country", max: 60)?.ToUpperInvariant();
        if (country is not null && countries.Find(country) is null)
        {
            body.Refuse("country", "address_country_unknown");
        }

        return country;
    }

    private static LocalDate? ReadDay(FieldReader body)
    {
        if (body.Text("date", max: 20, required: false) is not { } text)
        {
            return null;
        }

        var day = LocalDatePattern.Iso.Parse(text);
        if (day.Success)
        {
            return day.Value;
        }

        body.Refuse("date", "date_malformed");
        return null;
    }
}

/// <summary>What the price is asked for.</summary>
/// <param name="Bureau">Of a consulate's acts fewer copies may be ordered.</param>
/// <param name="Country">Where the letter goes, ISO 3166-1 alpha-2.</param>
/// <param name="Date"><c>yyyy-MM-dd</c>; today when left out.</param>
public sealed record QuoteRequest(
    IReadOnlyList<DocumentBody> Documents,
    string? Bureau,
    string Country,
    string? Date
);

/// <summary>A price; an order placed on that day keeps it.</summary>
public sealed record QuoteView(
    string Date,
    string Country,
    PriceView Price,
    IReadOnlyList<OrderLineView> Documents
);
