using System.Text;
using Adapters.Exchange;
using Adapters.Registries;

namespace Tests.Exchange;

/// <summary>Every partner writes CSV a little differently: what was agreed on is read, what could mean two things is refused.</summary>
public sealed class CsvDialectTests
{
    private const string Header =
        "record;request_id;line;outcome;reason;issued_copies;issued_on;officer;act_number_found;note";

    private static readonly HashSet<string> Reasons = ["act_not_found"];
    private static readonly CsvProfile Arabic = new("windows-1256");

    [Theory]
    [InlineData("dd/MM/yyyy", "24/11/2026")]
    [InlineData("dd-MM-yyyy", "24-11-2026")]
    [InlineData("dd.MM.yyyy", "24.11.2026")]
    [InlineData("yyyyMMdd", "20261124")]
    [InlineData("ddMMyyyy", "24112026")]
    [InlineData("ddMMyyyy", "٢٤١١٢٠٢٦")]
    [InlineData("dd/MM/yyyy", "2026-11-24")]
    public void A_day_is_read_in_the_partners_form_and_always_as_iso(string form, string written)
    {
        var answer = Single(Read(CsvProfile.Utf8 with { DateForm = form }, Row(day: written)));

        Assert.Equal("2026-11-24", answer.IssuedOn);
    }

    [Theory]
    [InlineData("yyyy-MM-dd", "24/11/2026", "date_wrong")]
    [InlineData("dd/MM/yyyy", "11/24/2026", "date_wrong")]
    [InlineData("dd/MM/yyyy", "4/11/2026", "date_wrong")]
    [InlineData("ddMMyyyy", "4112026", "leading_zeros_lost")]
    [InlineData("yyyyMMdd", "46350", "date_wrong")]
    public void A_day_in_any_other_form_is_refused_with_its_row(string form, string written, string code) =>
        AssertRefused(Read(CsvProfile.Utf8 with { DateForm = form }, Row(day: written)), "issued_on", code);

    [Theory]
    [InlineData('.', "23.20", 23.20)]
    [InlineData(',', "23,20", 23.20)]
    [InlineData(',', "٢٣,٢٠", 23.20)]
    [InlineData('.', "23,20", null)]
    [InlineData(',', "23.20", null)]
    [InlineData(',', "1.234,50", null)]
    public void Decimals_are_read_with_the_mark_agreed_on_and_no_other(
        char mark,
        string written,
        double? value
    )
    {
        var profile = CsvProfile.Utf8 with { DecimalMark = mark, Separator = ';' };
        var file = Assert.IsType<RecordFileReading.Readable>(
            RecordFile.Read(Encoding.UTF8.GetBytes($"record;amount\nR;{written}\nT;1\n"), profile, ["amount"])
        );
        var fields = new RowFields(Assert.Single(file.File.Rows), 100);

        Assert.Equal((decimal?)value, fields.Number("amount", required: true));
        Assert.Equal(value is null, fields.Problems.Any(p => p.Code == "decimal_wrong"));
    }

    [Theory]
    [InlineData("1.23E+11")]
    [InlineData("1,23E+11")]
    [InlineData("1.23e+11")]
    [InlineData("12E+3")]
    [InlineData("#######")]
    [InlineData("#N/A")]
    [InlineData("#REF!")]
    [InlineData("#NOM?")]
    [InlineData("déc-80")]
    [InlineData("03-déc")]
    [InlineData("Dec-80")]
    [InlineData("12-Mar")]
    public void What_a_spreadsheet_made_of_a_number_is_refused_with_its_row(string damaged) =>
        AssertRefused(Read(CsvProfile.Utf8, Row(act: damaged)), "act_number_found", "spreadsheet_damage");

    [Theory]
    [InlineData("3265")]
    [InlineData("12-A-345")]
    [InlineData("12E3")]
    [InlineData("3265 /1980")]
    [InlineData("bis-12")]
    public void Numbers_of_acts_that_only_look_a_little_like_damage_are_taken(string number) =>
        Assert.Equal(number, Single(Read(CsvProfile.Utf8, Row(act: number))).ActNumberFound);

    [Fact]
    public void A_request_id_without_the_zeros_of_its_number_is_refused_as_what_it_is() =>
        AssertRefused(Read(CsvProfile.Utf8, Row(id: "CASA-2026-123-R1")), "request_id", "leading_zeros_lost");

    [Fact]
    public void A_field_with_line_breaks_is_one_field_and_the_rows_behind_it_keep_their_lines()
    {
        var reading = Read(CsvProfile.Utf8, Row(note: "\"vu\nau\r\nregistre; \"\"bis\"\"\""), Row(day: "?"));

        var readable = Assert.IsType<AnswerFileReading.Readable>(reading);
        Assert.Equal("vu\nau\r\nregistre; \"bis\"", Assert.Single(readable.Answers).Answer.Note);
        Assert.Equal((5, "issued_on"), (readable.Problems[0].Line, readable.Problems[0].Column));
    }

    [Fact]
    public void A_header_with_two_separators_is_refused_unless_one_was_agreed_on()
    {
        var text = "record;request_id;line;outcome;reason;note, remarque\nT;0\n";

        Assert.Equal(
            "separator_ambiguous",
            Refused(Read(CsvProfile.Utf8, Encoding.UTF8.GetBytes(text))).Code
        );
        Assert.IsType<AnswerFileReading.Readable>(
            Read(CsvProfile.Utf8 with { Separator = ';' }, Encoding.UTF8.GetBytes(text))
        );
    }

    [Fact]
    public void A_bar_separates_only_where_it_was_agreed_on()
    {
        var text = Encoding.UTF8.GetBytes(
            "record|request_id|line|outcome|reason\nR|A-R1|1|in_search|\nT|1|||\n"
        );

        Assert.Equal("header_wrong", Refused(Read(CsvProfile.Utf8, text)).Code);
        Assert.Equal("A-R1", Single(Read(CsvProfile.Utf8 with { Separator = '|' }, text)).RequestId);
    }

    [Fact]
    public void A_request_file_is_written_as_the_partner_wants_it()
    {
        var profile = CsvProfile.Utf8 with
        {
            Separator = '\t',
            DateForm = "dd/MM/yyyy",
            WritesByteOrderMark = true,
        };
        var composed = Assert.IsType<ComposedFile.Done>(
            RequestFile.Compose(
                ExchangeFileName.Parse("REQ_CHK-01_20261123_000001_P.csv")!,
                [Request("ڭنزة")],
                profile
            )
        );

        Assert.True(composed.Bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble));
        var rows = Encoding.UTF8.GetString(composed.Bytes.AsSpan(3)).Split("\r\n");
        Assert.StartsWith("record\trequest_id\tline", rows[0], StringComparison.Ordinal);
        Assert.EndsWith("\tself\t30/11/2026", rows[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_character_the_charset_lacks_is_named_with_its_line_and_field()
    {
        var composed = Assert.IsType<ComposedFile.Unwritable>(
            RequestFile.Compose(
                ExchangeFileName.Parse("REQ_CHK-01_20261123_000001_P.csv")!,
                [Request("محمد"), Request("ڭنزة")],
                Arabic
            )
        );

        Assert.Equal((4, "first_name_ar"), (composed.Problem.Line, composed.Problem.Column));
        Assert.Contains("'ڭ' (U+06AD)", composed.Problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("@SUM(A1)")]
    [InlineData("+cmd|' /C calc'!A0")]
    [InlineData("-A1")]
    public void A_text_that_a_spreadsheet_would_run_is_refused(string formula) =>
        AssertRefused(Read(CsvProfile.Utf8, Row(officer: formula)), "officer", "formula");

    [Theory]
    [InlineData("+212661000000")]
    [InlineData("- vu au registre")]
    public void A_text_that_only_begins_with_a_sign_is_taken(string text) =>
        Assert.Equal(text, Single(Read(CsvProfile.Utf8, Row(officer: text))).Officer);

    private static ExtractRequest Request(string firstNameAr) =>
        new(
            "A-R1",
            "CHK-01",
            [new ExtractLine(1, "birth-extract", "ar", 1)],
            new ExtractAct("12", null, null, 1980, "gregorian"),
            new ExtractSubject(
                firstNameAr,
                "العلوي",
                null,
                null,
                "female",
                1980,
                null,
                null,
                "محمد",
                "فاطمة",
                null
            ),
            "self",
            "2026-11-30"
        );

    private static string Row(
        string id = "A-R1",
        string day = "2026-11-24",
        string officer = "",
        string act = "",
        string note = ""
    ) => $"R;{id};1;issued;;1;{day};{officer};{act};{note}";

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

    private static void AssertRefused(AnswerFileReading reading, string column, string code)
    {
        var readable = Assert.IsType<AnswerFileReading.Readable>(reading);
        Assert.Empty(readable.Answers);
        Assert.Equal(
            (2, column, code),
            (readable.Problems[0].Line, readable.Problems[0].Column, readable.Problems[0].Code)
        );
    }
}
