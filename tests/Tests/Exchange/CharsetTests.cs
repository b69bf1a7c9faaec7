using System.Text;
using Adapters.Exchange;
using Adapters.Registries;

namespace Tests.Exchange;

/// <summary>A wrong guess of the charset would be a wrong name on a document: only what can be read in one way is read.</summary>
public sealed class CharsetTests
{
    private const string Header =
        "record;request_id;line;outcome;reason;issued_copies;issued_on;officer;act_number_found;note";

    private static readonly HashSet<string> Reasons = ["act_not_found"];
    private static readonly CsvProfile Arabic = new("windows-1256");
    private static readonly CsvProfile French = new("windows-1252");

    [Fact]
    public void Utf8_is_read_as_utf8_whatever_was_declared()
    {
        foreach (var profile in (CsvProfile[])[CsvProfile.Utf8, Arabic, French])
        {
            Assert.Equal("محمد العلوي é", Single(Read(profile, Row(officer: "محمد العلوي é"))).Officer);
        }
    }

    [Theory]
    [InlineData("windows-1256", "محمد العلوي")]
    [InlineData("windows-1256", "Mme Zoé Benjelloun, à l’accueil")]
    [InlineData("windows-1256", "الموظفة Zoé")]
    [InlineData("windows-1252", "Élodie Créée, Noël")]
    public void A_declared_windows_charset_is_read_when_no_line_is_utf8(string charset, string officer)
    {
        var profile = new CsvProfile(charset);

        Assert.Equal(
            officer,
            Single(Read(profile, profile.Encode(File(Row(officer: officer))).Bytes!)).Officer
        );
    }

    [Theory]
    [InlineData("windows-1256", "windows-1252", "charset_ambiguous")]
    [InlineData("windows-1252", "windows-1256", "charset_ambiguous")]
    public void Text_of_the_other_windows_charset_is_refused(string written, string declared, string code)
    {
        var text = File(Row(officer: written == "windows-1256" ? "محمد" : "Élodie"));

        Assert.Equal(
            (code, 2),
            Refused(Read(new CsvProfile(declared), new CsvProfile(written).Encode(text).Bytes!))
                is var problem
                ? (problem.Code, problem.Line)
                : default
        );
    }

    [Fact]
    public void A_file_of_two_charsets_is_refused_at_the_line_that_breaks()
    {
        byte[] mixed =
        [
            .. Encoding.UTF8.GetBytes(string.Join("\r\n", Header, Row(officer: "محمد")) + "\r\n"),
            .. Arabic.Encode(string.Join("\r\n", Row(officer: "فاطمة"), "T;2")).Bytes!,
        ];

        Assert.Equal(
            ("charset_mixed", 3),
            (Refused(Read(Arabic, mixed)).Code, Refused(Read(Arabic, mixed)).Line)
        );
        Assert.Equal("charset_unreadable", Refused(Read(CsvProfile.Utf8, mixed)).Code);
    }

    [Fact]
    public void A_byte_order_mark_promises_utf8()
    {
        byte[] broken = [.. Encoding.UTF8.Preamble, .. Arabic.Encode(File(Row(officer: "محمد"))).Bytes!];

        Assert.Equal("charset_mixed", Refused(Read(Arabic, broken)).Code);
    }

    [Fact]
    public void Bytes_the_charset_does_not_have_are_refused()
    {
        var bytes = French.Encode(File(Row(officer: "é"))).Bytes!;
        bytes[Array.IndexOf(bytes, (byte)0xE9)] = 0x81;

        Assert.Equal("charset_unreadable", Refused(Read(French, bytes)).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Utf16_is_refused_with_or_without_its_mark(bool mark)
    {
        byte[] bytes = [.. mark ? Encoding.Unicode.Preamble : [], .. Encoding.Unicode.GetBytes(File(Row()))];

        Assert.Equal(mark ? "charset_utf16" : "nul_character", Refused(Read(Arabic, bytes)).Code);
    }

    private static string Row(string officer = "") => $"R;A-R1;1;issued;;1;2026-11-24;{officer};;";

    private static string File(params string[] rows) =>
        string.Join("\r\n", [Header, .. rows, $"T;{rows.Length}"]);

    private static AnswerFileReading Read(CsvProfile profile, params string[] rows) =>
        Read(profile, Encoding.UTF8.GetBytes(File(rows)));

    private static AnswerFileReading Read(CsvProfile profile, byte[] bytes) =>
        AnswerFile.Read(bytes, profile, Reasons);

    private static RegistryAnswer Single(AnswerFileReading reading) =>
        Assert.Single(Assert.IsType<AnswerFileReading.Readable>(reading).Answers).Answer;

    private static RowProblem Refused(AnswerFileReading reading) =>
        Assert.IsType<AnswerFileReading.Unreadable>(reading).Problem;
}
