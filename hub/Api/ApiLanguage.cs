using Hub.Catalogue;

namespace Hub.Api;

/// <summary>The language of what a caller reads: the best of <c>Accept-Language</c> that we speak, French when none.</summary>
internal static class ApiLanguage
{
    private const string Default = "fr";

    /// <summary><c>ar</c>, <c>fr</c> or <c>en</c>.</summary>
    public static string Of(HttpRequest request) =>
        request
            .GetTypedHeaders()
            .AcceptLanguage.OrderByDescending(wish => wish.Quality ?? 1)
            .Where(wish => wish.Quality is not 0)
            .Select(wish => wish.Value.ToString().Split('-')[0].ToLowerInvariant())
            .FirstOrDefault(Texts.Languages.Contains)
        ?? Default;
}
