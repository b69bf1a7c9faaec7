using Hub.Api.Reading;
using Hub.Catalogue;
using Hub.Portal;

namespace Hub.Api;

/// <summary>The directory of bureaus, searched by whatever people call them.</summary>
internal static class BureausApi
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    /// <summary>Maps <c>/bureaus</c>.</summary>
    public static void MapBureaus(this IEndpointRouteBuilder api) =>
        api.MapGet("/bureaus", List).WithName("findBureaus").RequireScope(PortalScopes.ReadCatalogue);

    private static PortalAnswer List(HttpContext context, ReferenceCatalogue catalogue)
    {
        var query = new QueryReader(context.Request.Query);
        var limit = query.Limit(DefaultLimit, MaxLimit);
        // A search is best first, the whole directory by code; a page goes on behind a bureau of the same list.
        var bureaus = query.Text("query") is { } words
            ? BureauSearch.Find(catalogue.Bureaus, words)
            :
            [
                .. catalogue
                    .Bureaus.Where(bureau => bureau.Active)
                    .OrderBy(bureau => bureau.Code, StringComparer.Ordinal),
            ];
        var before = query.Value<int?>("after", "cursor_unknown", code => PlaceOf(code, bureaus)) ?? -1;
        if (query.Errors.Count > 0)
        {
            return PortalAnswer.Of(
                ApiProblem.BadQuery(query.Errors),
                ApiLanguage.Of(context.Request),
                catalogue.Texts
            );
        }

        var page = bureaus.Skip(before + 1).Take(limit).ToList();
        return PortalAnswer.Of(
            StatusCodes.Status200OK,
            new BureauPage(
                [.. page.Select(BureauView.Of)],
                before + 1 + page.Count < bureaus.Count ? page[^1].Code : null
            )
        );
    }

    private static int? PlaceOf(string code, IReadOnlyList<Bureau> bureaus)
    {
        for (var place = 0; place < bureaus.Count; place++)
        {
            if (bureaus[place].Code == code)
            {
                return place;
            }
        }

        return null;
    }
}

/// <summary>Bureaus: best matches first, or by code.</summary>
/// <param name="Next">Give it as <c>after</c> to go on; absent on the last page.</param>
public sealed record BureauPage(IReadOnlyList<BureauView> Bureaus, string? Next);

/// <summary>A bureau that takes orders.</summary>
/// <param name="Code">What orders name it by.</param>
/// <param name="Aliases">Old numbers and names.</param>
/// <param name="MaxCopies">Of each type of document, in one order.</param>
/// <param name="Abroad">Is it a consulate?</param>
public sealed record BureauView(
    string Code,
    string Name,
    string NameAr,
    string Prefecture,
    string Arrondissement,
    string ArrondissementAr,
    IReadOnlyList<string> Aliases,
    int MaxCopies,
    bool Abroad
)
{
    internal static BureauView Of(Bureau bureau) =>
        new(
            bureau.Code,
            bureau.DisplayName,
            bureau.DisplayNameAr,
            bureau.Prefecture,
            bureau.Arrondissement,
            bureau.ArrondissementAr,
            bureau.Aliases,
            bureau.Type.MaxCopies,
            OrderPlacing.IsAbroad(bureau)
        );
}
