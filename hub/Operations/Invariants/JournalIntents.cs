using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;

namespace Hub.Operations.Invariants;

/// <summary>Finds the intent behind each effect a partner noted, by what the partner knows the effect by.</summary>
internal static class JournalIntents
{
    /// <summary>A partner's clock may be read a moment before ours is written down.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(1);

    /// <summary>Effects without an intent, or with one that was written afterwards.</summary>
    public static async Task<IEnumerable<string>> FindUnintendedAsync(
        HubDb db,
        Journals journals,
        Dictionary<string, Effect> effects,
        CancellationToken ct
    )
    {
        // The requests of file bureaus travel inside a file, which has its own intent.
        var single = await db
            .BureauRequests.Where(r => r.Channel == "rest")
            .Select(r => r.RequestId)
            .ToHashSetAsync(StringComparer.Ordinal, ct);
        var files = effects
            .Values.Where(e => e.Key.StartsWith("file:", StringComparison.Ordinal))
            .GroupBy(e => e.Key.Split(':')[2], StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.MinBy(e => e.IntendedAt), StringComparer.Ordinal);
        var mails = effects
            .Values.Where(e => e.Type == "send-email")
            .ToDictionary(e => e.Key.Replace(':', '.'), StringComparer.Ordinal);
        return journals
            .Lines.Select(line => (line, Intent: Find(line)))
            .Where(pair => pair.Intent is { IsCovered: false })
            .Select(pair =>
                $"{pair.line.Partner}: {pair.line.Effect} {pair.line.Key} was not intended before it was done"
            );

        Covering? Find(JournalLine line) =>
            line.Effect switch
            {
                "manifest" or "request-file" or "receipt" => new(
                    line,
                    files.GetValueOrDefault(line.Key.Split(':')[0])
                ),
                "mail" => new(line, mails.GetValueOrDefault(line.Key.Split('@')[0].TrimStart('<'))),
                "sms" => new(line, effects.GetValueOrDefault(line.Key)),
                "request" when single.Contains(line.Key) => new(
                    line,
                    effects.GetValueOrDefault("request:" + line.Key)
                ),
                _ => null,
            };
    }

    private sealed record Covering(JournalLine Line, Effect? Effect)
    {
        public bool IsCovered => Effect is not null && Effect.IntendedAt <= Line.At + ClockDifference;
    }
}
