using System.Text;
using Adapters.Exchange;
using Adapters.Registries;

namespace Tests.Exchange;

public sealed class AnswerFileTests
{
    private const string Header =
        "record;request_id;line;outcome;reason;issued_copies;issued_on;officer;act_number_found;act_year_found;bureau_code_held;registered_item;note";

    private static readonly HashSet<string> Reasons = ["act_not_found", "wrong_bureau"];

    [Fact]
    public void Good_rows_are_read_and_bad_rows_named_in_the_same_answer()
    {
        var reading = Read(
            Header,
            "R;A-R1;1;issued;;2;2026-11-24;M. Alami;123;1980;;;",
            "R;A-R2;1;rejected;;;;;;;;;",
            "R;A-R3;1;vanished;act_not_found;;;;;;;;",
            "T;3"
        );

        var readable = Assert.IsType<AnswerFileReading.Readable>(reading);
        var answer = Assert.Single(readable.Answers).Answer;
        Assert.Equal(("A-R1", "issued", 2), (answer.RequestId, answer.Outcome, answer.IssuedCopies));
        Assert.Equal(
            [(3, "reason", "reason_missing"), (4, "outcome", "outcome_unknown")],
            readable.Problems.Select(p => (p.Line, p.Column!, p.Code))
        );
    }

    [Theory]
    [InlineData("trailer_missing", "R;A-R1;1;issued;;2;2026-11-24;;;;;;")]
    [InlineData("trailer_count", "R;A-R1;1;issued;;2;2026-11-24;;;;;;", "T;2")]
    [InlineData("data_after_trailer", "T;0", "R;A-R1;1;issued;;2;2026-11-24;;;;;;")]
    [InlineData("record_unknown", "X;A-R1;1;issued;;2;2026-11-24;;;;;;", "T;0")]
    [InlineData("csv_malformed", "R;\"A-R1;1;issued;;2;2026-11-24;;;;;;", "T;1")]
    public void A_file_that_is_not_complete_is_not_read_at_all(string code, params string[] rows)
    {
        var unreadable = Assert.IsType<AnswerFileReading.Unreadable>(Read([Header, .. rows]));

        Assert.Equal(code, unreadable.Problem.Code);
    }

    [Theory]
    [InlineData(',', "\n", false)]
    [InlineData('\t', "\r\n", true)]
    [InlineData(';', "\r\n", true)]
    public void Separator_line_ends_and_byte_order_mark_are_the_partners_choice(
        char separator,
        string newLine,
        bool mark
    )
    {
        var text = string.Join(
            newLine,
            "outcome;request_id;record;line;reason;issued_copies;issued_on".Replace(';', separator),
            "issued;A-R1;R;1;;1;2026-11-24".Replace(';', separator),
            $"{separator}1{separator}T{separator}{separator}{separator}{separator}"
        );

        var reading = AnswerFile.Read(
            (byte[])[.. mark ? Encoding.UTF8.GetPreamble() : [], .. Encoding.UTF8.GetBytes(text)],
            CsvProfile.Utf8,
            Reasons
        );

        Assert.Single(Assert.IsType<AnswerFileReading.Readable>(reading).Answers);
    }

    [Fact]
    public void Arabic_digits_and_direction_marks_in_codes_are_understood()
    {
        var reading = Read(Header, "R;\u200FA-R1\u200F;١;issued;;٢;2026-11-24;الضابط;;;;;", "T;1");

        var answer = Assert.Single(Assert.IsType<AnswerFileReading.Readable>(reading).Answers).Answer;
        Assert.Equal(
            ("A-R1", 1, 2, "الضابط"),
            (answer.RequestId, answer.Line, answer.IssuedCopies!.Value, answer.Officer!)
        );
    }

    [Fact]
    public void A_code_that_a_spreadsheet_rounded_is_refused_with_its_row()
    {
        var readable = Assert.IsType<AnswerFileReading.Readable>(
            Read(Header, "R;A-R1;1;issued;;1;2026-11-24;;1.23E+11;;;;", "T;1")
        );

        Assert.Equal(
            ("act_number_found", "spreadsheet_damage"),
            (readable.Problems[0].Column, readable.Problems[0].Code)
        );
    }

    [Fact]
    public void Bytes_of_a_charset_that_was_not_agreed_on_are_refused()
    {
        var bytes = CsvProfileBytes(
            "windows-1256",
            string.Join("\r\n", Header, "R;A-R1;1;issued;;1;2026-11-24;محمد;;;;;", "T;1")
        );

        Assert.IsType<AnswerFileReading.Unreadable>(AnswerFile.Read(bytes, CsvProfile.Utf8, Reasons));
        var declared = AnswerFile.Read(bytes, new CsvProfile("windows-1256"), Reasons);
        Assert.Equal(
            "محمد",
            Assert.Single(Assert.IsType<AnswerFileReading.Readable>(declared).Answers).Answer.Officer
        );
    }

    [Fact]
    public void A_name_the_charset_cannot_hold_is_refused_with_its_field_before_it_is_sent()
    {
        var request = new ExtractRequest(
            "A-R1",
            "CHK-01",
            [new ExtractLine(1, "birth-extract", "ar", 1)],
            new ExtractAct("12", null, null, 1980, "gregorian"),
            new ExtractSubject("ڭنزة", "العلوي", null, null, "F", 1980, null, null, "محمد", "فاطمة", null),
            "self",
            "2026-11-30"
        );
        var name = ExchangeFileName.Parse("REQ_CHK-01_20261123_000001_P.csv")!;

        var unwritable = Assert.IsType<ComposedFile.Unwritable>(
            RequestFile.Compose(name, [request], new CsvProfile("windows-1256"))
        );

        Assert.Equal(
            ("first_name_ar", "character_not_in_charset"),
            (unwritable.Problem.Column, unwritable.Problem.Code)
        );
        Assert.IsType<ComposedFile.Done>(RequestFile.Compose(name, [request], CsvProfile.Utf8));
    }

    private static byte[] CsvProfileBytes(string charset, string text) =>
        new CsvProfile(charset).Encode(text).Bytes!;

    private static AnswerFileReading Read(params string[] lines) =>
        AnswerFile.Read(Encoding.UTF8.GetBytes(string.Join("\r\n", lines)), CsvProfile.Utf8, Reasons);
}
