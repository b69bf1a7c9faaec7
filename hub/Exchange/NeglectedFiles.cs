using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Adapters.Exchange;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Exchange;

/// <summary>
/// Files in a partner's <c>in/</c> that we do not take: of a name that is none of ours, or without an <c>.ok</c> that can be
/// read. They stay where they are, and a person is told once of each: a partner who believes to have answered must not wait
/// for nothing.
/// </summary>
internal sealed class NeglectedFiles(HubStore store, IOptions<ExchangeOptions> options)
{
    private const int MaxShown = 120;

    private readonly ConcurrentDictionary<(string Partner, string Name), Lying> lying = new();

    /// <summary>Looks at what was listed and not taken; whatever is no longer among it is forgotten.</summary>
    public async Task LookAsync(string partner, IReadOnlyList<Drop> neglected, CancellationToken ct)
    {
        var names = neglected.Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in lying.Keys.Where(key => key.Partner == partner && !names.Contains(key.Name)))
        {
            lying.TryRemove(gone, out _);
        }

        foreach (var drop in neglected)
        {
            var now = lying.AddOrUpdate(
                (partner, drop.Name),
                _ => new Lying(drop.Bytes, store.Now, IsTold: false),
                (_, before) =>
                    before.Bytes == drop.Bytes ? before : new Lying(drop.Bytes, store.Now, before.IsTold)
            );
            var patience = drop.HasSafeName ? options.Value.ShowUnsealedAfter : TimeSpan.Zero;
            if (!now.IsTold && store.Now - now.Since > patience)
            {
                await store.WriteAsync(session => TellAsync(partner, drop, session, ct), ct);
                lying[(partner, drop.Name)] = now with { IsTold = true };
            }
        }
    }

    private static async Task TellAsync(string partner, Drop drop, WriteSession session, CancellationToken ct)
    {
        var (code, reason) = drop.HasSafeName
            ? ("file_unsealed", "has no .ok beside it, or one that cannot be read")
            : ("file_name_strange", "is not named KIND_BUREAU_YYYYMMDD_SEQ_E.csv");
        var message = $"'{Shown(drop.Name)}' {reason}: it is not taken.";
        if (
            !await session.Db.Incidents.AnyAsync(
                i => i.Partner == partner && i.Code == code && i.Message == message && i.ResolvedAt == null,
                ct
            )
        )
        {
            Incident.Open(session, code, message, partner);
        }
    }

    /// <summary>A name as it can be shown: signs that are not seen, or that turn the text around them, by their number.</summary>
    private static string Shown(string name)
    {
        var shown = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            var isSeen =
                Rune.GetUnicodeCategory(rune)
                is not (
                    UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
                    or UnicodeCategory.PrivateUse
                    or UnicodeCategory.OtherNotAssigned
                );
            shown.Append(isSeen ? rune.ToString() : $"\\u{{{rune.Value:X4}}}");
            if (shown.Length >= MaxShown)
            {
                return shown.Append('…').ToString();
            }
        }

        return shown.ToString();
    }

    /// <summary>How a file looked when it was first seen as it is.</summary>
    private sealed record Lying(long Bytes, DateTimeOffset Since, bool IsTold);
}
