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
internal sealed record IncomingFile(
    string Partner,
    ExchangeFileName Name,
    byte[] Content,
    CsvProfile Profile
);

/// <summary>What became of an incoming file.</summary>
/// <param name="IsReadable">False: nothing was applied.</param>
/// <param name="Records">Rows in it.</param>
/// <param name="Rows">For the receipt: each row's fate.</param>
/// <param name="Problems">What was refused.</param>
internal sealed record FileVerdict(
    bool IsReadable,
    int Records,
    IReadOnlyList<ReceiptRow> Rows,
    IReadOnlyList<RowProblem> Problems
)
{
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
