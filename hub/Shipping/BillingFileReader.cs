using System.Globalization;
using Adapters.Exchange;
using Adapters.Post;
using Hub.Exchange;
using Hub.Processes;
using Hub.Storage;

namespace Hub.Shipping;

/// <summary>
/// The post's <c>INV</c> file: every line is kept and compared with the postage its manifest announced. A person is told once
/// for each file with differences.
/// </summary>
internal sealed class BillingFileReader : IFileReader
{
    public FileKind Kind => FileKind.INV;

    public async Task<FileVerdict> ApplyAsync(IncomingFile file, WriteSession session, CancellationToken ct)
    {
        var reading = PostFile.ReadBilling(file.Content);
        if (file.FindFault(reading) is { } fault)
        {
            return fault;
        }

        var books = await BillingBooks.ReadAsync(reading.Rows, session, ct);
        var rows = new List<ReceiptRow>();
        var differing = new List<BillingLine>();
        for (var i = 0; i < reading.Rows.Count; i++)
        {
            var (billed, at) = (reading.Rows[i], reading.Lines[i]);
            if (books.Find(billed) is { } known)
            {
                rows.Add(new ReceiptRow(at, billed.Item, IsSame(known, billed) ? null : Conflict(at)));
                continue;
            }

            var line = books.Enter(billed, file, session);
            rows.Add(new ReceiptRow(at, billed.Item, null));
            if (line.Difference is not null)
            {
                differing.Add(line);
            }
        }

        Tell(differing, file, session);
        return FileVerdict.Applied(
            reading.Records,
            [.. rows, .. reading.Problems.Select(problem => new ReceiptRow(problem.Line, "", problem))]
        );
    }

    private static bool IsSame(BillingLine known, BilledLetter billed) =>
        known.Item == billed.Item && known.BilledCentimes == billed.PostageCentimes;

    private static RowProblem Conflict(int at) =>
        new(at, "line", "billing_line_conflicts", "This line of this invoice said something else before.");

    private static void Tell(List<BillingLine> differing, IncomingFile file, WriteSession session)
    {
        if (differing.Count > 0)
        {
            Incident.Open(
                session,
                "billing_differs",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{file.Name}': {differing.Count} lines differ, first invoice {differing[0].Invoice} line {differing[0].Line}."
                ),
                ExchangeOptions.Post
            );
        }
    }
}
