using System.Globalization;
using Hub.Shipping;
using QRCoder;
using SkiaSharp;

namespace Hub.Pages.Print.Labels;

/// <summary>One label, drawn from its left upper corner; all lengths in millimetres.</summary>
internal sealed class LabelDrawing(SKCanvas canvas, PaperInk ink, LetterLabel label)
{
    /// <summary>Width of the narrowest bar: every office printer and every hand scanner manages it.</summary>
    private const float Module = 0.33f;

    /// <summary>The least height of bars that the postal union asks for.</summary>
    private const float LeastBars = 12.5f;

    private const float Small = 2.4f;

    /// <summary>On the roll: 100 × 150.</summary>
    public void OnRoll()
    {
        Title(5, 12, 3.6f);
        Mark(80, 4, 15);
        Line(5, 21, 95, 21);
        Bars(21, 25, 22);
        Caption(50, 52, 4.6f);
        Line(5, 57, 95, 57);
        Recipient(7, 61, 86, 52, 5.2f);
        Line(5, 116, 95, 116);
        Sender(7, 122, 60, 22, 3.2f);
        Qr(70, 119, 25);
    }

    /// <summary>On the sheet: 99.1 × 38.1.</summary>
    public void OnSheet()
    {
        Bars(2, 3, LeastBars);
        Caption(31, 18.8f, 2.9f);
        Mark(88, 3, 8);
        Title(62, 5.6f, 2.2f, 24);
        Recipient(4, 20.2f, 66, 15.4f, 3.3f);
        Qr(78.5f, 18.6f, 17.5f);
        Sender(62, 8.2f, 25, 9.5f, 1.9f);
    }

    private void Title(float x, float y, float size, float width = 72)
    {
        var lines = PaperText.Fit(ink, [label.Service], width, size * 1.3f, size, 1.2f);
        ink.Write(canvas, lines.Lines[0], x, y, lines.Size, bold: true);
    }

    /// <summary>The R of a registered letter, in its frame.</summary>
    private void Mark(float x, float y, float side)
    {
        using var frame = new SKPaint
        {
            Style = SKPaintStyle.Stroke,
            StrokeWidth = side / 14,
            Color = SKColors.Black,
        };
        canvas.DrawRect(x, y, side, side, frame);
        var size = side * 0.85f;
        ink.Write(
            canvas,
            "R",
            x + ((side - ink.Measure("R", size, bold: true)) / 2),
            y + (side * 0.8f),
            size,
            bold: true
        );
    }

    private void Bars(float x, float y, float height)
    {
        using var solid = new SKPaint { Color = SKColors.Black, IsAntialias = false };
        foreach (var (at, width) in Code128.Bars(label.Item))
        {
            canvas.DrawRect(x + (at * Module), y, width * Module, height, solid);
        }
    }

    /// <summary>The number for people, centred: <c>RR 123 456 785 MA</c>.</summary>
    private void Caption(float middle, float y, float size)
    {
        var text = label.GroupedItem;
        ink.Write(canvas, text, middle - (ink.Measure(text, size, bold: true) / 2), y, size, bold: true);
    }

    private void Recipient(float x, float y, float width, float height, float size) =>
        Box(label.Recipient, x, y, width, height, size, 1.4f);

    private void Sender(float x, float y, float width, float height, float size)
    {
        var copy =
            label.Copy > 1
                ? string.Create(CultureInfo.InvariantCulture, $"{label.Ref} · {label.CopyText} {label.Copy}")
                : label.Ref;
        Box([.. label.Sender, copy], x, y, width, height, Math.Min(size, Small + 0.8f), 1.2f);
    }

    /// <summary>Lines in a box; those that begin in Arabic stand at its right edge.</summary>
    private void Box(
        IReadOnlyList<string> lines,
        float x,
        float y,
        float width,
        float height,
        float most,
        float least
    )
    {
        var text = PaperText.Fit(ink, lines, width, height, most, least);
        var baseline = y + text.Size;
        foreach (var line in text.Lines)
        {
            var left = TextRun.BeginsRight(line) ? x + width - ink.Measure(line, text.Size) : x;
            ink.Write(canvas, line, left, baseline, text.Size);
            baseline += text.Leading;
        }
    }

    private void Qr(float x, float y, float side)
    {
        using var data = QRCodeGenerator.GenerateQrCode(label.Item, QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix;
        var module = side / rows.Count;
        using var solid = new SKPaint { Color = SKColors.Black, IsAntialias = false };
        for (var row = 0; row < rows.Count; row++)
        {
            for (var column = 0; column < rows.Count; column++)
            {
                if (rows[row][column])
                {
                    canvas.DrawRect(x + (column * module), y + (row * module), module, module, solid);
                }
            }
        }
    }

    private void Line(float x1, float y1, float x2, float y2)
    {
        using var thin = new SKPaint
        {
            Style = SKPaintStyle.Stroke,
            StrokeWidth = 0.4f,
            Color = SKColors.Black,
        };
        canvas.DrawLine(x1, y1, x2, y2, thin);
    }
}
