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
        var problems = new List<RowProblem>(reading.Problems);
        foreach (var verdict in reading.Rows)
        {
            var line = await session.Db.ManifestLines.FirstOrDefaultAsync(
                l => l.Item == verdict.Item && l.State != LineState.Refused,
                ct
            );
            if (line is null)
            {
                problems.Add(
                    new RowProblem(0, "item", "item_unknown", $"No manifest of ours lists '{verdict.Item}'.")
                );
            }
            else if (line.State == LineState.Listed)
            {
                await ApplyAsync(line, verdict, session, ct);
            }
        }

        return new FileVerdict(reading.IsReadable, reading.Records, [], problems);
    }

    private static async Task ApplyAsync(
        ManifestLine line,
        ItemVerdict verdict,
        WriteSession session,
        CancellationToken ct
    )
    {
        line.State = verdict.Accepted ? LineState.Accepted : LineState.Refused;
        line.Reason = verdict.Reason;
        line.WeightFound = verdict.WeightFound;
        line.Office = verdict.Office;
        var shipment = await session.Db.Shipments.FirstAsync(s => s.Id == line.ShipmentId, ct);
        session.Processes.Publish(
            "manifest-answered",
            shipment.Ref,
            FeelContext.Of(
                KeyValuePair.Create("accepted", FeelValue.From(verdict.Accepted)),
                KeyValuePair.Create("refusal", FeelValue.From(verdict.Reason))
            ),
            shipment.Ref,
            MessageKept
        );
    }
}
