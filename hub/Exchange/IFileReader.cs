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
    CsvProfile Profile,
    FileSeal Seal
);

/// <summary>What became of an incoming file.</summary>
/// <param name="IsReadable">False: nothing was applied.</param>
/// <param name="Records">Rows in it.</param>
/// <param name="Rows">For the receipt: each row's fate. Empty for kinds that get no receipt.</param>
/// <param name="Problems">What was refused.</param>
internal sealed record FileVerdict(
    bool IsReadable,
    int Records,
    IReadOnlyList<ReceiptRow> Rows,
    IReadOnlyList<RowProblem> Problems
);
