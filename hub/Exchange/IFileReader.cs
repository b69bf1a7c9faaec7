using System.Globalization;
using Adapters.Exchange;
using Hub.Storage;

namespace Hub.Exchange;

/// <summary>What is done with the content of one kind of incoming file. One implementation per kind.</summary>
internal interface IFileReader
{
    FileKind Kind { get; }

    /// <summary>
    /// Applies a complete file inside the transaction: all its good rows, or, when it cannot be read, nothing of it.
    /// </summary>
    Task<FileVerdict> ApplyAsync(IncomingFile file, WriteSession session, CancellationToken ct);
}

/// <summary>A file that arrived whole.</summary>
internal sealed record IncomingFile(string Partner, ExchangeFileName Name, FileBody Body, CsvProfile Profile)
{
    /// <summary>The records its <c>.ok</c> counts; null when it came without.</summary>
    public int? SealedRecords { get; init; }

    /// <summary>Why the file is not the one its <c>.ok</c> was made for; null when it is, or came without.</summary>
    public RowProblem? FindMiscount(int records) =>
        SealedRecords is { } counted && counted != records
            ? DropChecks.Problem(
                "record_count_wrong",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The .ok file counts {counted} records, the file has {records}."
                )
            )
            : null;

    /// <summary>Its bytes, for kinds that are small by their nature.</summary>
    public byte[] Content => Body.ToArray();

    /// <summary>The receipt for the file, to be written row by row.</summary>
    public FileReceipt NewReceipt(int records) =>
        new(new AckWriter(Name.ToString(), FileSeal.Of(Body, records), Profile));
}

/// <summary>What became of an incoming file.</summary>
/// <param name="IsReadable">False: nothing was applied.</param>
/// <param name="Records">Rows in it.</param>
/// <param name="Rows">For the receipt: each row's fate, when it was not written row by row.</param>
/// <param name="Problems">What was refused; of very many the first.</param>
internal sealed record FileVerdict(
    bool IsReadable,
    int Records,
    IReadOnlyList<ReceiptRow> Rows,
    IReadOnlyList<RowProblem> Problems
)
{
    /// <summary>How many rows were refused.</summary>
    public int Refused { get; init; } = Problems.Count;

    /// <summary>The receipt, when it was written row by row.</summary>
    public ComposedFile? Receipt { get; init; }

    /// <summary>Nothing of the file was applied.</summary>
    public static FileVerdict Unreadable(params IReadOnlyList<RowProblem> problems) =>
        new(false, 0, [], problems);

    /// <summary>The file was complete; the rows that carry a problem were refused, the others applied.</summary>
    public static FileVerdict Applied(int records, IEnumerable<ReceiptRow> rows)
    {
        var sorted = rows.OrderBy(row => row.Line).ToList();
        return new FileVerdict(
            true,
            records,
            sorted,
            [.. sorted.Where(row => row.Problem is not null).Select(row => row.Problem!)]
        );
    }
}
