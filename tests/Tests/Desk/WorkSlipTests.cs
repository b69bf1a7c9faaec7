using System.Globalization;
using Hub.Pages.Print.Slips;
using Tests.Shipping;

namespace Tests.Desk;

/// <summary>Work slips on paper: what a scanner and a registrar read of them.</summary>
public sealed class WorkSlipTests
{
    [Fact]
    public async Task Every_request_has_a_page_of_its_own_and_each_is_read_back_by_a_scanner()
    {
        var slips = Enumerable.Range(1, 3).Select(i => Slip(i)).ToList();
        using var paper = PaperReader.Of(SlipPdf.Draw(slips, Words(arabic: true)));

        Assert.Equal((210d, 297d, 3), await paper.SizeAsync());
        for (var page = 1; page <= 3; page++)
        {
            var id = slips[page - 1].RequestId;
            Assert.Equal([$"CODE-128:{id}", $"QR-Code:{id}"], await paper.ScanAsync(page));
        }

        Assert.True(await paper.EmbedsFontsAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_slip_says_what_finds_the_act(bool arabic)
    {
        using var paper = PaperReader.Of(SlipPdf.Draw([Slip(1)], Words(arabic)));

        var text = await paper.TextAsync();

        string[] told =
        [
            "3265 bis",
            "1980",
            "Fatima Alaoui",
            "1980-05-01",
            "2026-11-25",
            "CASA-2026-000001-R1",
        ];
        Assert.All(told, word => Assert.Contains(word, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_read_first_stands_where_the_language_begins(bool arabic)
    {
        using var paper = PaperReader.Of(SlipPdf.Draw([Slip(1)], Words(arabic)));

        var number = await paper.LeftOfAsync("3265");
        var year = await paper.LeftOfAsync("1980");

        Assert.Equal(arabic, number > year);
    }

    [Fact]
    public async Task A_request_of_many_lines_goes_on_over_the_page_and_loses_none()
    {
        var lines = Enumerable.Range(1, 30).Select(i => Line(i)).ToList();
        using var paper = PaperReader.Of(
            SlipPdf.Draw([Slip(1) with { Lines = lines }], Words(arabic: false))
        );

        var (_, _, pages) = await paper.SizeAsync();
        var text = await paper.TextAsync();

        Assert.True(pages > 1);
        Assert.All(lines, line => Assert.Contains($"{line.Number}. Extrait", text, StringComparison.Ordinal));
        Assert.Contains($"Page {pages} / {pages}", text, StringComparison.Ordinal);
        Assert.Equal(
            ["CODE-128:CASA-2026-000001-R1", "QR-Code:CASA-2026-000001-R1"],
            await paper.ScanAsync(pages)
        );
    }

    [Fact]
    public async Task The_longest_names_hide_no_code()
    {
        var name = string.Join(' ', Enumerable.Repeat("عبد الرحمان", 20));
        var latin = string.Join(' ', Enumerable.Range(1, 20).Select(i => $"Prenom{i:00}"));
        var bureau = string.Join(' ', Enumerable.Range(1, 20).Select(i => $"Annexe{i:00}"));
        var slip = Slip(1) with
        {
            NameAr = name,
            NameLat = latin,
            Bureau = bureau,
            ActNumber = "99999 quater",
        };
        using var paper = PaperReader.Of(SlipPdf.Draw([slip], Words(arabic: true)));

        var text = await paper.TextAsync();

        Assert.Equal(2, (await paper.ScanAsync()).Count);
        Assert.All(latin.Split(' '), word => Assert.Contains(word, text, StringComparison.Ordinal));
        Assert.All(bureau.Split(' '), word => Assert.Contains(word, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reprint_shows_which_copy_it_is_and_a_first_print_does_not()
    {
        using var first = PaperReader.Of(SlipPdf.Draw([Slip(1)], Words(arabic: false)));
        using var second = PaperReader.Of(SlipPdf.Draw([Slip(1) with { Copy = 2 }], Words(arabic: false)));

        Assert.DoesNotContain("Exemplaire", await first.TextAsync(), StringComparison.Ordinal);
        Assert.Contains("Exemplaire 2", await second.TextAsync(), StringComparison.Ordinal);
    }

    private static WorkSlip Slip(int number) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"CASA-2026-{number:000000}-R1"),
            "Al Azhar – Sidi Bernoussi (SEB-01)",
            "2026-11-25",
            "3265 bis",
            "1980",
            "grégorien",
            "2",
            "فاطمة العلوي",
            "Fatima Alaoui",
            [
                ("Naissance", "1980-05-01"),
                ("Sexe", "Féminin"),
                ("Père", "أحمد العلوي"),
                ("Mère", "خديجة بناني"),
                ("Demandeur", "l’intéressée"),
            ],
            [Line(1), Line(2)],
            1,
            "Imprimée 2026-11-23 09:00 · clerk.1"
        );

    private static SlipLine Line(int number) =>
        new(number.ToString(CultureInfo.InvariantCulture), "Extrait d’acte de naissance", "en arabe", "2");

    private static SlipWords Words(bool arabic) =>
        new(
            arabic,
            arabic ? "جذاذة البحث في السجل" : "Fiche de recherche au registre",
            "Échéance",
            "Acte",
            "Année",
            "Partie",
            "Documents",
            "Copies",
            "Trouvé, établi",
            "Information manquante",
            "Rejeter",
            "Motif",
            "N° d’acte trouvé",
            "Année trouvée",
            "Officier",
            "Exemplaire",
            "Page"
        );
}
