using System.Net;

namespace Simulators.Scenario;

/// <summary>What every page of a simulated partner has around it: one of three languages, its direction, and the way to the others.</summary>
internal static class PageFrame
{
    /// <summary>The languages, each by its own name.</summary>
    public static IReadOnlyList<(string Code, string Name)> Languages { get; } =
    [("ar", "العربية"), ("fr", "Français"), ("en", "English")];

    /// <summary>The language asked for; Arabic where it is none of the three.</summary>
    public static string Choose(string? language) =>
        Languages.FirstOrDefault(l => l.Code == language).Code ?? "ar";

    /// <summary>Links to the same page in each language; what its form holds goes along.</summary>
    /// <param name="filled">More of the query, escaped: <c>&amp;amp;reference=…</c>.</param>
    public static string Links(string filled = "") =>
        string.Concat(
            Languages.Select(l => $"<a href=\"?lang={l.Code}{filled}\" lang=\"{l.Code}\">{l.Name}</a>")
        );

    /// <summary>Buttons to the same page in each language, for a page that was posted to.</summary>
    /// <param name="hidden">The hidden fields by which the page is found again.</param>
    public static string Buttons(string action, string hidden) =>
        $"<form method=\"post\" action=\"{action}\">{hidden}"
        + string.Concat(
            Languages.Select(l =>
                $"<button name=\"lang\" value=\"{l.Code}\" lang=\"{l.Code}\">{l.Name}</button>"
            )
        )
        + "</form>";

    /// <summary>The whole page.</summary>
    /// <param name="outcome">A word for programs that look at the page.</param>
    /// <param name="languages"><see cref="Links"/>, <see cref="Buttons"/>, or nothing.</param>
    /// <param name="body">HTML.</param>
    public static string Page(string language, string title, string outcome, string languages, string body) =>
        $$"""
            <!doctype html><html lang="{{language}}" dir="{{(
                language == "ar" ? "rtl" : "ltr"
            )}}"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width"><title>{{Html(title)}}</title>
            <style>body{font:18px/1.6 system-ui;max-width:50rem;margin:2rem auto;padding:0 1rem}
            input,select,button{font:inherit;padding:.3rem .6rem;max-width:100%;box-sizing:border-box}
            nav a,nav button{display:inline-block;margin-inline-end:1rem}
            .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}td,th{text-align:start;padding:.3rem .5rem;border-bottom:1px solid #ccc}
            .row form{display:inline-block;margin:.2rem 0;margin-inline-end:1rem}</style></head>
            <body data-outcome="{{outcome}}"><nav>{{languages}}</nav>
            <h1>{{Html(title)}}</h1>{{body}}</body></html>
            """;

    /// <summary>Text as HTML.</summary>
    public static string Html(string text) => WebUtility.HtmlEncode(text);
}
