using System.Diagnostics;
using System.Globalization;

namespace Tests.Shipping;

/// <summary>
/// Looks at a PDF as a printer and a scanner do: rasterised by poppler, read by zbar (Debian's <c>poppler-utils</c> and
/// <c>zbar-tools</c>; without them the tests are skipped, saying so).
/// </summary>
internal sealed class PaperReader : IDisposable
{
    private const int DotsPerInch = 300;

    private readonly string folder = Directory.CreateTempSubdirectory("hub-paper-").FullName;

    private PaperReader(byte[] pdf) => File.WriteAllBytes(Path.Combine(folder, "paper.pdf"), pdf);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static PaperReader Of(byte[] pdf)
    {
        foreach (var tool in (string[])["pdftoppm", "zbarimg"])
        {
            Assert.SkipUnless(
                File.Exists("/usr/bin/" + tool),
                $"/usr/bin/{tool} is missing; ./test installs it where it may."
            );
        }

        return new PaperReader(pdf);
    }

    /// <summary>What a scanner reads on a page, sorted: <c>CODE-128:RR…</c>, <c>QR-Code:RR…</c>.</summary>
    public async Task<IReadOnlyList<string>> ScanAsync(int page = 1)
    {
        var at = page.ToString(CultureInfo.InvariantCulture);
        await RunAsync(
            "pdftoppm",
            ["-r", $"{DotsPerInch}", "-gray", "-f", at, "-l", at, "-singlefile", "paper.pdf", "page"]
        );
        var read = await RunAsync("zbarimg", ["--quiet", "--nodbus", "page.pgm"]);
        return [.. read.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }

    /// <summary>Width, height in millimetres, and number of pages.</summary>
    public async Task<(double Width, double Height, int Pages)> SizeAsync()
    {
        var facts = (await RunAsync("pdfinfo", ["paper.pdf"]))
            .Split('\n')
            .Select(line => line.Split(':', 2))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1].Trim(), StringComparer.Ordinal);
        var size = facts["Page size"].Split(' ');
        return (
            Math.Round(double.Parse(size[0], CultureInfo.InvariantCulture) / 72 * 25.4),
            Math.Round(double.Parse(size[2], CultureInfo.InvariantCulture) / 72 * 25.4),
            int.Parse(facts["Pages"], CultureInfo.InvariantCulture)
        );
    }

    /// <summary>The text of all pages, as a reader would copy it.</summary>
    public Task<string> TextAsync() => RunAsync("pdftotext", ["-enc", "UTF-8", "-layout", "paper.pdf", "-"]);

    /// <summary>Where a word of the first page begins, in points from the paper's left edge.</summary>
    public async Task<double> LeftOfAsync(string word)
    {
        var words = await RunAsync("pdftotext", ["-enc", "UTF-8", "-bbox", "-l", "1", "paper.pdf", "-"]);
        var found = words
            .Split('\n')
            .First(line => line.EndsWith($">{word}</word>", StringComparison.Ordinal));
        return double.Parse(found.Split('"')[1], CultureInfo.InvariantCulture);
    }

    /// <summary>Are all fonts inside the file?</summary>
    public async Task<bool> EmbedsFontsAsync() =>
        (await RunAsync("pdffonts", ["paper.pdf"]))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(2)
            .All(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^5] == "yes");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<string> RunAsync(string tool, string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo("/usr/bin/" + tool, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        var output = await process.StandardOutput.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        return output;
    }
}
