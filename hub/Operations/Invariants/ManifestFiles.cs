using System.Security.Cryptography;
using System.Text;
using Hub.Exchange;
using Hub.Shipping;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Operations.Invariants;

/// <summary>I7: what we archived of our files is what we composed, and what the partner received; no number is missing.</summary>
internal sealed class ManifestFiles : IInvariant
{
    public string Id => "I7";

    public string Rule =>
        "Manifests: rows, checksum and sequence are right; the archived bytes are those the post received";

    public async Task<Verdict> CheckAsync(Evidence evidence, CancellationToken ct)
    {
        var sent = await SentFile.ReadAsync(evidence.Db, ct);
        var violations = await ManifestsAsync(evidence.Db, sent, ct);
        violations.AddRange(FileSequenceCheck.Gaps(sent));
        if (evidence.Journals is { } journals)
        {
            violations.AddRange(ByTheirJournals(journals, sent));
        }

        return new Verdict.Counted(violations, evidence.LeftWithoutJournals);
    }

    private static async Task<List<string>> ManifestsAsync(
        HubDb db,
        IReadOnlyList<SentFile> sent,
        CancellationToken ct
    )
    {
        var violations = new List<string>();
        var names = sent.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        var manifests = await db
            .Manifests.Include(m => m.Lines)
            .Where(m => m.State != ManifestState.Open)
            .ToListAsync(ct);
        violations.AddRange(
            manifests
                .Where(m => m.FileName is null || !names.Contains(m.FileName))
                .Select(m => $"the closed manifest {m.Id} of {m.BureauCode} has no file")
        );
        foreach (var manifest in manifests.Where(m => m.FileName is not null && names.Contains(m.FileName)))
        {
            var file = await db.ExchangeFiles.FirstAsync(
                f =>
                    f.Partner == ExchangeOptions.Post
                    && f.Direction == FileDirection.Out
                    && f.Name == manifest.FileName,
                ct
            );
            violations.AddRange(Content(manifest, file).Select(what => $"{file.Name}: {what}"));
        }

        return violations;
    }

    private static IEnumerable<string> Content(ShippingManifest manifest, ExchangeFile file)
    {
        if (HashOf(file.Content) != file.Sha256)
        {
            yield return "the archived bytes are not those of its hash";
        }

        var text = Encoding.UTF8.GetString(file.Content);
        var rows = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        // Items stand before any field that may hold a line break or a separator.
        var items = rows.Where(r => r.StartsWith("I;", StringComparison.Ordinal))
            .Select(r => r.Split(';')[2])
            .Order(StringComparer.Ordinal);
        var listed = manifest
            .Lines.Where(l => l.State != LineState.Voided)
            .Select(l => l.Item)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (!items.SequenceEqual(listed, StringComparer.Ordinal) || file.Records != listed.Count)
        {
            yield return $"does not list exactly the {listed.Count} letters of its manifest";
        }

        var trailer = rows.Length == 0 ? [] : rows[^1].TrimEnd('\r').Split(';');
        var before = text[..(text.TrimEnd().LastIndexOf('\n') + 1)];
        if (
            trailer is not ["T", var count, _, var sum]
            || count != listed.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)
            || sum != HashOf(Encoding.UTF8.GetBytes(before))
        )
        {
            yield return "its last line does not fit what stands before it";
        }
    }

    /// <summary>Journals name a file by <c>name:sha256</c>; the post's manifests and the bureaus' request files alike.</summary>
    private static IEnumerable<string> ByTheirJournals(Journals journals, IReadOnlyList<SentFile> sent)
    {
        var theirs = journals.Of("manifest").Concat(journals.Of("request-file")).Select(line => line.Key);
        var received = theirs.ToHashSet(StringComparer.Ordinal);
        var ours = sent.Select(f => $"{f.Name}:{f.Sha256}").ToHashSet(StringComparer.Ordinal);
        return received
            .Where(key => !ours.Contains(key))
            .Select(key => $"{key} was received and is not what we archived")
            .Concat(
                sent.Where(f => f.MustBeKnown && !received.Contains($"{f.Name}:{f.Sha256}"))
                    .Select(f => $"{f.Name} was answered and never received")
            );
    }

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
