using Hub.Shipping;
using SkiaSharp;

namespace Hub.Pages.Print.Labels;

/// <summary>Labels of registered letters as a PDF: Code 128 and QR of the item's number, the recipient, the sender.</summary>
internal static class LabelPdf
{
    private const float PointsPerMillimetre = 72 / 25.4f;

    /// <summary>
    /// The labels in order, as many pages as they need.
    /// </summary>
    /// <param name="labels">At least one.</param>
    /// <param name="format">The paper.</param>
    /// <param name="skip">Places of the first sheet that are used already.</param>
    public static byte[] Draw(IReadOnlyList<LetterLabel> labels, LabelFormat format, int skip = 0)
    {
        ArgumentOutOfRangeException.ThrowIfZero(labels.Count, nameof(labels));
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(skip, format.PerPage);
        using var bytes = new MemoryStream();
        using (var document = SKDocument.CreatePdf(bytes, new SKDocumentPdfMetadata { Creator = "Shubbak" }))
        using (var ink = new PaperInk())
        {
            var places = labels.Select((label, i) => (label, Place: i + skip));
            foreach (var page in places.GroupBy(p => p.Place / format.PerPage))
            {
                using var canvas = document.BeginPage(
                    format.PageWidth * PointsPerMillimetre,
                    format.PageHeight * PointsPerMillimetre
                );
                canvas.Scale(PointsPerMillimetre);
                foreach (var (label, place) in page)
                {
                    DrawAt(canvas, ink, label, format, place % format.PerPage);
                }

                document.EndPage();
            }

            document.Close();
        }

        return bytes.ToArray();
    }

    private static void DrawAt(
        SKCanvas canvas,
        PaperInk ink,
        LetterLabel label,
        LabelFormat format,
        int place
    )
    {
        var (x, y) = format.Corner(place);
        canvas.Save();
        canvas.Translate(x, y);
        canvas.ClipRect(new SKRect(0, 0, format.Width, format.Height));
        var drawing = new LabelDrawing(canvas, ink, label);
        if (format == LabelFormat.Roll)
        {
            drawing.OnRoll();
        }
        else
        {
            drawing.OnSheet();
        }

        canvas.Restore();
    }
}
