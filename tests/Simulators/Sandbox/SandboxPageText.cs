using Simulators.Gateway;
using Simulators.Scenario;

namespace Simulators.Sandbox;

/// <summary>The sandbox page's HTML.</summary>
internal static class SandboxPageText
{
    /// <summary>The page with what has been ordered so far.</summary>
    /// <param name="clock">The moment, as text.</param>
    /// <param name="rows">The rows of the orders, as HTML.</param>
    public static string Page(
        SandboxText words,
        IReadOnlyList<SimulatedBureau> bureaus,
        string clock,
        string rows
    ) =>
        PageFrame.Page(
            words.Language,
            words.Title,
            "portal",
            PageFrame.Links(),
            $"""
            <p>{Html(words.ItIs)} <strong><bdi>{Html(clock)}</bdi></strong> {Html(words.Hours)}</p>
            <form method="post" action="/clock">{Lang(words)}{Jumps(words)}</form>
            <h2>{Html(words.Order)}</h2>
            <form method="post" action="/orders">{Lang(words)}
            <p><label>{Html(words.Bureau)}<br><select name="bureau">{Bureaus(
                words,
                bureaus
            )}</select></label></p>
            <p><label>{Html(words.PaidBy)}<br><select name="method">{Methods(words)}</select></label></p>
            <p><label>{Html(words.SoThat)}<br><select name="story">{Stories(words)}</select></label></p>
            <p><button type="submit">{Html(words.Submit)}</button></p></form>
            <p>{Html(words.Cards)} {Code(TestCards.Approved)} {Code(TestCards.InsufficientFunds)}<br>{Html(
                words.References
            )}<br>{Html(words.Desks)}</p>
            <details><summary>{Html(words.Values)}</summary>
            <div class="scroll"><table><tr><th>{Html(words.Value)}<th>{Html(words.Outcome)}</tr>{Magic(
                words
            )}</table></div></details>
            <h2>{Html(words.Ordered)}</h2>
            {Orders(words, rows)}
            """
        );

    /// <summary>The page that posts the merchant's form to the gateway by itself, as portals do.</summary>
    public static string Forward(
        SandboxText words,
        string url,
        IEnumerable<KeyValuePair<string, string>> fields
    )
    {
        var hidden = fields.Select(f =>
            $"<input type=\"hidden\" name=\"{Html(f.Key)}\" value=\"{Html(f.Value)}\">"
        );
        return PageFrame.Page(
            words.Language,
            words.ToThePage,
            "forward",
            "",
            $"<form id=\"f\" method=\"post\" action=\"{Html(url)}\">{string.Concat(hidden)}"
                + $"<button>{Html(words.ToThePage)}</button></form><script>document.getElementById('f').submit()</script>"
        );
    }

    /// <summary>The page's language goes along with every button.</summary>
    public static string Lang(SandboxText words) =>
        $"<input type=\"hidden\" name=\"lang\" value=\"{words.Language}\">";

    private static string Jumps(SandboxText words) =>
        string.Concat(
            words.Jumps.Select(j => $"<button name=\"hours\" value=\"{j.Hours}\">{Html(j.Says)}</button> ")
        );

    private static string Bureaus(SandboxText words, IReadOnlyList<SimulatedBureau> bureaus) =>
        string.Concat(
            bureaus.Select(b =>
                $"<option value=\"{b.Code}\">{b.Code} ({Html(words.Types.GetValueOrDefault(b.Type, b.Type))})</option>"
            )
        );

    private static string Methods(SandboxText words) =>
        string.Concat(words.Methods.Select(m => $"<option value=\"{m.Method}\">{Html(m.Says)}</option>"));

    private static string Stories(SandboxText words) =>
        string.Concat(words.Stories.Select(s => $"<option value=\"{s.Story}\">{Html(s.Says)}</option>"));

    private static string Orders(SandboxText words, string rows) =>
        rows.Length == 0
            ? $"<p>{Html(words.Nothing)}</p>"
            : $"<div class=\"scroll\"><table class=\"row\"><tr><th>{Html(words.Order)}<th>{Html(words.Bureau)}<th>{Html(words.State)}<th></tr>{rows}</table></div>";

    private static string Magic(SandboxText words) =>
        string.Concat(
            MagicValues
                .Acts.Select(act =>
                    (
                        $"act.number {act.ActNumber}",
                        $"{Html(words.Says(SandboxStories.Of(act.Turn)))} {Code(act.Reason)}"
                    )
                )
                .Append(($"act.number {MagicValues.Searched}", Html(words.Searched)))
                .Append(($"act.number {MagicValues.Silent}", Html(words.Silent)))
                .Concat(
                    MagicValues.Localities.Select(place =>
                        (
                            $"recipient.locality {place.Locality}",
                            Html(words.Says(SandboxStories.Of(place.Turn)))
                        )
                    )
                )
                .Concat(
                    TestCards.All.Select(card => ($"card {card}", Html(CardWords.Of(words.Language, card))))
                )
                .Select(row => $"<tr><td>{Code(row.Item1)}<td>{row.Item2}")
        );

    private static string Code(string value) => $"<code dir=\"ltr\">{Html(value)}</code>";

    private static string Html(string text) => PageFrame.Html(text);
}
