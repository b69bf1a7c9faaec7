using System.Net;
using Simulators.Gateway;
using Simulators.Scenario;

namespace Simulators.Sandbox;

/// <summary>The sandbox page's HTML.</summary>
internal static class SandboxPageText
{
    private static string Magic() =>
        string.Concat(
            MagicValues
                .Acts.Select(act => ($"act.number {act.ActNumber}", $"{act.Turn}: {act.Reason}"))
                .Append(($"act.number {MagicValues.Searched}", "in search, then issued"))
                .Append(($"act.number {MagicValues.Silent}", "silent for days, reminded, then issued"))
                .Concat(
                    MagicValues.Localities.Select(place =>
                        ($"recipient.locality {place.Locality}", place.Turn.ToString())
                    )
                )
                .Concat(TestCards.All.Select(card => ($"card {card.Number}", card.Says)))
                .Select(row => $"<tr><td><code>{row.Item1}</code><td>{row.Item2}")
        );

    /// <summary>The page with what has been ordered so far.</summary>
    public static string Page(Partners partners, string clock, string rows, IReadOnlyList<string> stories)
    {
        var bureaus = partners.Bureaus.All.Select(b =>
            $"<option value={b.Code}>{b.Code} ({b.Type})</option>"
        );
        var choices = stories.Select(
            (story, i) => $"<option value={i}>{WebUtility.HtmlEncode(story)}</option>"
        );
        return $$"""
            <!doctype html><html lang=en><meta charset=utf-8><title>Sandbox portal</title>
            <meta name=viewport content="width=device-width">
            <style>body{font:16px/1.5 system-ui;max-width:50rem;margin:2rem auto;padding:0 1rem}
            table{border-collapse:collapse;width:100%}td,th{text-align:start;padding:.3rem;border-bottom:1px solid #ccc}
            td:last-child{white-space:nowrap}form{display:inline-block;margin:.2rem 1rem .2rem 0}button,select{font:inherit;padding:.2rem .6rem}</style>
            <h1>Sandbox portal</h1>
            <p>It is <strong>{{clock}}</strong> in Casablanca. Bureaus work Mon-Fri 8:30-16:30; the post's bags close at 15:00.</p>
            <form method=post action=/clock><button name=hours value=1>one hour later</button></form>
            <form method=post action=/clock><button name=hours value=24>one day later</button></form>
            <form method=post action=/clock><button name=hours value=168>one week later</button></form>
            <h2>Order</h2>
            <form method=post action=/orders>
            <label>from <select name=bureau>{{string.Concat(bureaus)}}</select></label>
            <label>paid <select name=method><option value=Card>by card</option><option value=Agency>at an agency</option><option value=Sms>by SMS</option></select></label>
            <label>so that <select name=story>{{string.Concat(choices)}}</select></label>
            <button>Order</button></form>
            <p>Card that is approved: <code>{{TestCards.Approved}}</code>; declined: <code>{{TestCards.InsufficientFunds}}</code>.
            An order paid at an agency or by SMS gets a reference, and a link to the counter that takes it.
            A desk bureau answers when you do, as its clerk, at the hub.</p>
            <details><summary>Values that force an outcome, for orders you place by the API yourself</summary>
            <table><tr><th>Value<th>Outcome</tr>{{Magic()}}</table></details>
            <h2>Ordered</h2><table><tr><th>Order<th>Bureau<th>State<th></tr>{{rows}}</table>
            """;
    }
}
