using Hub.Pages.Print;
using Hub.Pages.Print.Labels;
using Hub.Shipping;

namespace Tests.Shipping;

/// <summary>Labels on paper: what a scanner and a postman read of them.</summary>
public sealed class LabelPdfTests
{
    [Fact]
    public async Task A_label_from_the_roll_is_read_back_by_a_scanner()
    {
        using var paper = PaperReader.Of(LabelPdf.Draw([Label(0)], LabelFormat.Roll));

        Assert.Equal((100d, 150d, 1), await paper.SizeAsync());
        Assert.Equal(["CODE-128:RR200000006MA", "QR-Code:RR200000006MA"], await paper.ScanAsync());
        Assert.True(await paper.EmbedsFontsAsync());
    }

    [Fact]
    public async Task Fourteen_labels_fill_a_sheet_and_each_is_read_back()
    {
        var labels = Enumerable.Range(0, 15).Select(Label).ToList();
        using var paper = PaperReader.Of(LabelPdf.Draw(labels, LabelFormat.A4));

        Assert.Equal((210d, 297d, 2), await paper.SizeAsync());
        Assert.Equal(Codes(labels.Take(14)), await paper.ScanAsync());
        Assert.Equal(Codes(labels.Skip(14)), await paper.ScanAsync(page: 2));
    }

    [Fact]
    public async Task A_sheet_that_was_begun_is_used_up_first()
    {
        var labels = Enumerable.Range(0, 3).Select(Label).ToList();
        using var paper = PaperReader.Of(LabelPdf.Draw(labels, LabelFormat.A4, skip: 12));

        Assert.Equal(2, (await paper.SizeAsync()).Pages);
        Assert.Equal(Codes(labels.Take(2)), await paper.ScanAsync());
        Assert.Equal(Codes(labels.Skip(2)), await paper.ScanAsync(page: 2));
    }

    [Theory]
    [InlineData("a4")]
    [InlineData("roll")]
    public async Task The_longest_address_hides_no_code_and_loses_no_word(string format)
    {
        string[] address =
        [
            string.Join(' ', Enumerable.Range(1, 20).Select(i => $"Name{i:00}")),
            string.Join(' ', Enumerable.Range(1, 33).Select(i => $"Rue{i:00}")),
            string.Join(' ', Enumerable.Range(1, 28).Select(i => $"Étage{i:00}")),
            "20250 CASABLANCA",
        ];
        var label = Label(0) with { Recipient = address };
        using var paper = PaperReader.Of(LabelPdf.Draw([label], LabelFormat.Find(format)!));

        var text = await paper.TextAsync();
        Assert.All(
            address.SelectMany(line => line.Split(' ')),
            word => Assert.Contains(word, text, StringComparison.Ordinal)
        );
        Assert.Equal(Codes([label]), await paper.ScanAsync());
    }

    [Fact]
    public async Task Letters_of_every_country_of_Europe_are_printed()
    {
        var label = Label(0) with
        {
            Recipient = ["Żółć Ğülşen Łukaszewicz", "Nguyễn Trãi 5", "ÖRĄĘŐ", "POLOGNE"],
        };
        using var paper = PaperReader.Of(LabelPdf.Draw([label], LabelFormat.Roll));

        var text = await paper.TextAsync();
        Assert.All(
            label.Recipient,
            line => Assert.Contains(line, text.Normalize(), StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Arabic_letters_are_joined()
    {
        using var ink = new PaperInk();

        // Four letters that join are narrower than the same letters each by itself.
        Assert.True(ink.Measure("بيتا", 5) < "بيتا".Sum(letter => ink.Measure(letter.ToString(), 5)));
    }

    [Theory]
    [InlineData("شارع ابن سينا 12", "12|شارع ابن سينا ")]
    [InlineData("12/3 زنقة", " زنقة|12/3")]
    [InlineData("فاطمة EL ALAOUI", "EL ALAOUI|فاطمة ")]
    [InlineData("12 rue Ibn Sina", "12 rue Ibn Sina")]
    [InlineData("Résidence النخيل 5", "Résidence |5|النخيل ")]
    [InlineData("20250 الدار البيضاء", " الدار البيضاء|20250")]
    public void Mixed_lines_stand_as_people_write_them(string line, string onPaper)
    {
        var runs = TextRun.Of(line);

        Assert.Equal(onPaper, string.Join('|', runs.Select(r => r.Text)));
        Assert.All(runs, run => Assert.Equal(run.IsArabic, run.IsRightToLeft));
    }

    private static LetterLabel Label(int number) =>
        new(
            Adapters.Post.S10Item.Of("RR", 20_000_000 + number).ToString(),
            $"CASA-2026-{number + 1:000000}-S1",
            "Recommandé – Maroc",
            ["Fatima Alaoui", "12 rue Ibn Sina", "إقامة النخيل، الطابق 3", "20250 CASABLANCA"],
            ["Expéditeur : Bureau d’état civil", "Al Azhar – Sidi Bernoussi (SEB-01)"],
            1,
            "Copie"
        );

    private static IEnumerable<string> Codes(IEnumerable<LetterLabel> labels)
    {
        var items = labels.Select(l => l.Item).Order(StringComparer.Ordinal).ToList();
        return [.. items.Select(i => "CODE-128:" + i), .. items.Select(i => "QR-Code:" + i)];
    }
}
