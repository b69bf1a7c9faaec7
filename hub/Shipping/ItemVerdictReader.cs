using Adapters.Exchange;
using Adapters.Post;
using Hub.Exchange;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Workflows.Feel;

namespace Hub.Shipping;

/// <summary>The post's <c>MRS</c> file: the letters of a manifest, one by one.</summary>
internal sealed class ItemVerdictReader : IFileReader
{
    private static readonly TimeSpan MessageKept = TimeSpan.FromDays(30);

    public FileKind Kind => FileKind.MRS;

    public async Task<FileVerdict> ApplyAsync(IncomingFile file, WriteSession session, CancellationToken ct)
    {
        var reading = PostFile.ReadItems(file.Content);
        if (file.FindFault(reading) is { } fault)
        {
            return fault;
        }

        var names = reading
            .Rows.Select(v => v.File)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var unnamed = reading.Rows.Where(v => v.File is null).Select(v => v.Item).ToHashSet();
        var manifests = await session
            .Db.Manifests.Include(m => m.Lines)
            .Where(m =>
                m.FileName != null
                && (names.Contains(m.FileName) || m.Lines.Any(l => unnamed.Contains(l.Item)))
            )
            .OrderBy(m => m.ClosedAt)
            .ToListAsync(ct);
        var items = reading.Rows.Select(v => v.Item).Distinct(StringComparer.Ordinal).ToList();
        var refs = await session
            .Db.Shipments.Where(s => items.Contains(s.Item))
            .ToDictionaryAsync(s => s.Id, s => s.Ref, ct);
        var rows = new List<ReceiptRow>();
        for (var i = 0; i < reading.Rows.Count; i++)
        {
            var (verdict, line) = (reading.Rows[i], reading.Lines[i]);
            rows.Add(new ReceiptRow(line, verdict.Item, Apply(verdict, line, manifests, refs, session)));
        }

        return FileVerdict.Applied(
            reading.Records,
            [.. rows, .. reading.Problems.Select(problem => new ReceiptRow(problem.Line, "", problem))]
        );
    }

    /// <summary>Applies one verdict; why it is refused, or null.</summary>
    private static RowProblem? Apply(
        ItemVerdict verdict,
        int at,
        List<ShippingManifest> manifests,
        Dictionary<Guid, string> refs,
        WriteSession session
    )
    {
        var isUnnamed = verdict.File is null;
        var manifest = manifests.FindLast(m =>
            isUnnamed ? m.Lines.Exists(l => l.Item == verdict.Item) : m.FileName == verdict.File
        );
        if (manifest is null)
        {
            return isUnnamed
                ? new RowProblem(at, "item", "item_unknown", "No manifest of ours lists the item.")
                : new RowProblem(at, "file", "manifest_unknown", "We sent no manifest of that name.");
        }

        var line = manifest.Lines.Find(l => l.Item == verdict.Item && l.State != LineState.Voided);
        if (line is null || !refs.TryGetValue(line.ShipmentId, out var shipmentRef))
        {
            return new RowProblem(at, "item", "item_unknown", "That manifest lists no such item.");
        }

        var state = verdict.Accepted ? LineState.Accepted : LineState.Refused;
        if (line.State != LineState.Listed)
        {
            return line.State == state && line.Reason == verdict.Reason
                ? null
                : new RowProblem(at, "status", "verdict_conflicts", "The item has another answer already.");
        }

        line.State = state;
        line.Reason = verdict.Reason;
        line.WeightFound = verdict.WeightFound;
        line.PostageChargedCentimes = verdict.PostageChargedCentimes;
        line.Office = verdict.Office;
        line.AnsweredAt = verdict.At ?? session.Now;
        session.Processes.Publish(
            "manifest-answered",
            shipmentRef,
            FeelContext.Of(
                KeyValuePair.Create("accepted", FeelValue.From(verdict.Accepted)),
                KeyValuePair.Create("refusal", FeelValue.From(verdict.Reason))
            ),
            shipmentRef,
            MessageKept
        );
        return null;
    }
}
