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
        var after = query.Text("after") ?? "";
        if (query.Errors.Count > 0)
        {
            return PortalAnswer.Of(
                ApiProblem.BadQuery(query.Errors),
                ApiLanguage.Of(context.Request),
                catalogue.Texts
            );
        }

        // A search is a short list, best first; only the whole directory has pages.
        if (query.Text("query") is { } words)
        {
            return Answer(BureauSearch.Find(catalogue.Bureaus, words).Take(limit), null);
        }

        var rest = catalogue
            .Bureaus.Where(bureau => bureau.Active && string.CompareOrdinal(bureau.Code, after) > 0)
            .OrderBy(bureau => bureau.Code, StringComparer.Ordinal)
            .ToList();
        return Answer(rest.Take(limit), rest.Count > limit ? rest[limit - 1].Code : null);
    }

    private static PortalAnswer Answer(IEnumerable<Bureau> bureaus, string? next) =>
        PortalAnswer.Of(StatusCodes.Status200OK, new BureauPage([.. bureaus.Select(BureauView.Of)], next));
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
