using Adapters.Exchange;

namespace Hub.Exchange;

/// <summary>The receipt of a file while it is applied: each row's fate goes to disk at once, only the first problems are kept.</summary>
internal sealed class FileReceipt(AckWriter ack) : IDisposable
{
    /// <summary>Problems that are shown with the file; the receipt has all of them.</summary>
    public const int MaxProblems = 1_000;

    private readonly List<RowProblem> problems = [];
    private int refused;

    /// <summary>What became of one row.</summary>
    public void Add(ReceiptRow row)
    {
        ack.Add(row);
        if (row.Problem is { } problem)
        {
            refused++;
            if (problems.Count < MaxProblems)
            {
                problems.Add(problem);
            }
        }
    }

    /// <summary>All rows have their fate.</summary>
    public FileVerdict ToVerdict() =>
        new(true, ack.Records, [], problems) { Refused = refused, Receipt = ack.Finish() };

    public void Dispose() => ack.Dispose();
}
