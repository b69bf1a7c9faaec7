using System.Globalization;

namespace Adapters.Exchange;

/// <summary>Writes the <c>ACK</c> of a file row by row: its hash and count, then each row as taken or refused.</summary>
public sealed class AckWriter : IDisposable
{
    private static readonly string[] Columns =
    [
        "record",
        "file",
        "sha256",
        "records",
        "line",
        "request_id",
        "status",
        "column",
        "code",
        "message",
    ];

    private readonly RecordFileWriter writer;

    /// <summary>Begins the receipt of a file, for a partner who separates fields as <paramref name="profile"/> says.</summary>
    public AckWriter(string file, FileSeal seal, CsvProfile profile)
    {
        Records = seal.Records;
        // A receipt repeats what the partner wrote, whatever it is: only UTF-8 holds that for certain.
        writer = new RecordFileWriter(Columns, CsvProfile.Utf8 with { Separator = profile.Separator });
        writer.AddHeader(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["file"] = file,
                ["sha256"] = seal.Sha256,
                ["records"] = seal.Records.ToString(CultureInfo.InvariantCulture),
            }
        );
    }

    /// <summary>Rows of the file that is answered.</summary>
    public int Records { get; }

    /// <summary>One row's fate.</summary>
    public void Add(ReceiptRow row) =>
        writer.AddRow(
            "",
            "",
            "",
            row.Line.ToString(CultureInfo.InvariantCulture),
            row.RequestId,
            row.Problem is null ? "ok" : "refused",
            row.Problem?.Column ?? "",
            row.Problem?.Code ?? "",
            row.Problem?.Message ?? ""
        );

    /// <summary>Every row has its fate.</summary>
    public ComposedFile Finish() => writer.Finish();

    public void Dispose() => writer.Dispose();
}
