using System.Text;
using Adapters.Exchange;

namespace Tests.Exchange;

/// <summary>One thing that can be wrong with a file of three answers, and what must become of it (reliability.md R9).</summary>
/// <param name="Name">What is wrong, in words.</param>
/// <param name="Make">The file, from its three request ids.</param>
/// <param name="Taken">Which of the three answers are applied.</param>
/// <param name="FileCode">Why the file as a whole is refused; null when it is taken.</param>
/// <param name="RowCodes">Why rows of it are refused.</param>
internal sealed record FileFault(
    string Name,
    Func<string[], byte[]> Make,
    int[] Taken,
    string? FileCode = null,
    params string[] RowCodes
)
{
    private const string Columns =
        "record;request_id;line;outcome;reason;issued_copies;issued_on;officer;act_number_found;note";

    private static readonly int[] All = [0, 1, 2];
    private static readonly int[] None = [];
    private static readonly CsvProfile Arabic = new("windows-1256");

    /// <summary>Charset the bureau has declared.</summary>
    public string Charset { get; init; } = "utf-8";

    /// <summary>The seal is that of the whole file, not of what came.</summary>
    public bool IsSealedAsWhole { get; init; }

    /// <summary>Name of the file.</summary>
    public string File { get; init; } = "ANS_SEB-01_20261123_000001_P.csv";

    /// <summary>Every fault that lies in one file by itself.</summary>
    public static IReadOnlyList<FileFault> Alone { get; } =
    [
        new("cut after its header line", ids => Lines(1, ids), None, "trailer_missing"),
        new("cut after its first row", ids => Lines(2, ids), None, "trailer_missing"),
        new("cut after its second row", ids => Lines(3, ids), None, "trailer_missing"),
        new("cut before its trailer", ids => Lines(4, ids), None, "trailer_missing"),
        new("cut within its first row", ids => Cut(ids, 1), None, "trailer_missing"),
        new("cut within its last row", ids => Cut(ids, 3), None, "trailer_missing"),
        new("cut within its trailer", ids => Text(Header, [.. Rows(ids), "T;"]), None, "trailer_count"),
        new("cut after its seal was made", ids => Lines(2, ids), None, "checksum_wrong")
        {
            IsSealedAsWhole = true,
        },
        new("of no byte at all", _ => [], None, "empty_file"),
        new("of a row that stands twice", ids => Text(Header, [.. Rows(ids), Row(ids[2]), "T;4"]), All),
        new(
            "of a row twice that is counted once",
            ids => Text(Header, [.. Rows(ids), Row(ids[2]), "T;3"]),
            None,
            "trailer_count"
        ),
        new("of rows in another order", ids => Text(Header, [.. Rows(ids).Reverse(), "T;3"]), All),
        new("of columns in another order", Reordered, All),
        new("late by one day", Whole, All) { File = "ANS_SEB-01_20261122_000001_P.csv" },
        new("late by thirty days", Whole, All) { File = "ANS_SEB-01_20261024_000001_P.csv" },
        new("with a byte order mark", ids => [.. Encoding.UTF8.Preamble, .. Whole(ids)], All),
        new(
            "in UTF-16",
            ids => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Joined(ids))],
            None,
            "charset_utf16"
        ),
        new(
            "in UTF-16 without its mark",
            ids => Encoding.Unicode.GetBytes(Joined(ids)),
            None,
            "nul_character"
        ),
        new(
            "in windows-1256, not declared",
            ids => Arabic.Encode(Joined(ids)).Bytes!,
            None,
            "charset_unreadable"
        ),
        new("in windows-1256, declared", ids => Arabic.Encode(Joined(ids)).Bytes!, All)
        {
            Charset = "windows-1256",
        },
        new(
            "in windows-1256 labelled UTF-8",
            ids => [.. Encoding.UTF8.Preamble, .. Arabic.Encode(Joined(ids)).Bytes!],
            None,
            "charset_mixed"
        )
        {
            Charset = "windows-1256",
        },
        new("in UTF-8 although windows-1256 is declared", Whole, All) { Charset = "windows-1256" },
        new("with commas", ids => Encoding.UTF8.GetBytes(Joined(ids).Replace(';', ',')), All),
        new("with tabs", ids => Encoding.UTF8.GetBytes(Joined(ids).Replace(';', '\t')), All),
        new("with bars", ids => Encoding.UTF8.GetBytes(Joined(ids).Replace(';', '|')), None, "header_wrong"),
        new(
            "with LF only",
            ids => Encoding.UTF8.GetBytes(Joined(ids).Replace("\r\n", "\n", StringComparison.Ordinal)),
            All
        ),
        new(
            "with CR only",
            ids => Encoding.UTF8.GetBytes(Joined(ids).Replace("\r\n", "\r", StringComparison.Ordinal)),
            All
        ),
        new(
            "with a quote that never ends",
            ids => Text(Header, [.. Rows(ids[..2]), Row(ids[2], note: "\"vu"), "T;3"]),
            None,
            "csv_malformed"
        ),
        new("with a line break in a field", ids => With(ids, note: "\"vu\r\nau registre\""), All),
        new(
            "with a row of 10 MB",
            ids => With(ids, note: new string('x', 10 * 1024 * 1024)),
            None,
            "csv_malformed"
        ),
        new("with a row of 70 KB", ids => With(ids, note: new string('x', 70 * 1024)), None, "row_too_long"),
        new("with a NUL character", ids => With(ids, note: "a\0b"), None, "nul_character"),
        new("with a formula", ids => With(ids, note: "=HYPERLINK(A1)"), [0, 1], null, "formula"),
        new(
            "with direction marks and joiners in ids",
            ids => With(ids, id: $"\u200F{ids[2][..4]}\u200D{ids[2][4..]}\u200E"),
            All
        ),
        new("with Arabic-Indic digits", ids => With(ids, copies: "٢", day: "٢٠٢٦-١١-٢٣"), All),
        new("with Persian digits", ids => With(ids, copies: "۲"), All),
        new(
            "with a number a spreadsheet rounded",
            ids => With(ids, act: "1.23E+11"),
            [0, 1],
            null,
            "spreadsheet_damage"
        ),
        new(
            "with zeros lost before a number",
            ids => With(ids, id: "CASA-2026-3-R1"),
            [0, 1],
            null,
            "leading_zeros_lost"
        ),
        new(
            "with a day as a spreadsheet shows it",
            ids => With(ids, day: "23/11/2026"),
            [0, 1],
            null,
            "date_wrong"
        ),
        new(
            "with a column missing",
            ids =>
                Text(Header.Replace(";outcome", ";result", StringComparison.Ordinal), [.. Rows(ids), "T;3"]),
            None,
            "header_wrong"
        ),
        new(
            "with a column named twice",
            ids => Text(Header.Replace(";note", ";line", StringComparison.Ordinal), [.. Rows(ids), "T;3"]),
            None,
            "header_wrong"
        ),
        new(
            "with a field too many in a row",
            ids => Text(Header, [.. Rows(ids[..2]), Row(ids[2]) + ";x", "T;3"]),
            [0, 1],
            null,
            "too_many_fields"
        ),
        new(
            "with rows behind its trailer",
            ids => Text(Header, [.. Rows(ids), "T;3", Row(ids[0])]),
            None,
            "data_after_trailer"
        ),
        new(
            "with an unknown kind of row",
            ids => Text(Header, [.. Rows(ids), "X;1", "T;3"]),
            None,
            "record_unknown"
        ),
        new(
            "with an unknown outcome",
            ids =>
                Text(
                    Header,
                    [
                        .. Rows(ids[..2]),
                        Row(ids[2]).Replace("issued", "vanished", StringComparison.Ordinal),
                        "T;3",
                    ]
                ),
            [0, 1],
            null,
            "outcome_unknown"
        ),
    ];

    private static string Header => Columns;

    /// <summary>The file as it should be.</summary>
    public static byte[] Whole(string[] ids) => Encoding.UTF8.GetBytes(Joined(ids));

    public override string ToString() => Name;

    private static string Joined(string[] ids) => string.Join("\r\n", [Header, .. Rows(ids), "T;3"]);

    private static string[] Rows(string[] ids) => [.. ids.Select(id => Row(id))];

    private static string Row(
        string id,
        string copies = "2",
        string day = "2026-11-23",
        string act = "",
        string note = ""
    ) => $"R;{id};1;issued;;{copies};{day};العلوي;{act};{note}";

    /// <summary>The file with something particular in its last row.</summary>
    private static byte[] With(
        string[] ids,
        string? id = null,
        string copies = "2",
        string day = "2026-11-23",
        string act = "",
        string note = ""
    ) => Text(Header, [.. Rows(ids[..2]), Row(id ?? ids[2], copies, day, act, note), "T;3"]);

    private static byte[] Reordered(string[] ids) =>
        Text(
            "note;issued_on;record;line;request_id;outcome;reason;issued_copies",
            [.. ids.Select(id => $";2026-11-23;R;1;{id};issued;;2"), ";;T;3;;;;"]
        );

    private static byte[] Lines(int count, string[] ids) =>
        Encoding.UTF8.GetBytes(string.Join("\r\n", Joined(ids).Split("\r\n")[..count]) + "\r\n");

    private static byte[] Cut(string[] ids, int row)
    {
        var lines = Joined(ids).Split("\r\n");
        return Encoding.UTF8.GetBytes(string.Join("\r\n", [.. lines[..row], lines[row][..20]]));
    }

    private static byte[] Text(string header, string[] rows) =>
        Encoding.UTF8.GetBytes(string.Join("\r\n", [header, .. rows]));
}
