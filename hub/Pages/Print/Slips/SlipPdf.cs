using SkiaSharp;

namespace Hub.Pages.Print.Slips;

/// <summary>Work slips as a PDF on A4: each begins on a page of its own, so that it can be put into its register.</summary>
internal static class SlipPdf
{
    /// <summary>Slips in one file at the most.</summary>
    public const int MaxSlips = Hub.Desk.ListTasks.MaxQueue;

    private const float Width = 210;
    private const float Height = 297;
    private const float PointsPerMillimetre = 72 / 25.4f;

    /// <summary>The slips in order.</summary>
    /// <param name="slips">One to <see cref="MaxSlips"/>.</param>
    /// <param name="words">What is printed beside what was asked for.</param>
    public static byte[] Draw(IReadOnlyList<WorkSlip> slips, SlipWords words)
    {
        ArgumentOutOfRangeException.ThrowIfZero(slips.Count, nameof(slips));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(slips.Count, MaxSlips, nameof(slips));
        using var bytes = new MemoryStream();
        using (var document = SKDocument.CreatePdf(bytes, new SKDocumentPdfMetadata { Creator = "Shubbak" }))
        using (var ink = new PaperInk())
        {
            foreach (var slip in slips)
            {
                DrawSlip(document, ink, slip, words);
            }

            document.Close();
        }

        return bytes.ToArray();
    }

    /// <summary>A request with many lines goes on over the page; every page bears its number and bar code.</summary>
    private static void DrawSlip(SKDocument document, PaperInk ink, WorkSlip slip, SlipWords words)
    {
        var pages = SlipDrawing.Pages(slip);
        for (var i = 0; i < pages.Count; i++)
        {
            using var canvas = document.BeginPage(Width * PointsPerMillimetre, Height * PointsPerMillimetre);
            canvas.Scale(PointsPerMillimetre);
            new SlipDrawing(new SlipPaper(canvas, ink, words.IsRightToLeft), slip, words).Page(
                pages[i],
                i + 1,
                pages.Count
            );
            document.EndPage();
        }
    }
}
