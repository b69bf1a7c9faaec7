using QRCoder;
using SkiaSharp;

namespace Hub.Pages.Print.Slips;

/// <summary>
/// An A4 page that is read from one side: places are counted in millimetres from the side on which lines begin, so that the
/// Arabic page is the mirror of the Latin one. What is written keeps its own direction.
/// </summary>
internal sealed class SlipPaper(SKCanvas canvas, PaperInk ink, bool isRightToLeft)
{
    /// <summary>The width between the margins.</summary>
    public const float Width = 180;

    private const float PageWidth = 210;
    private const float Margin = 15;

    /// <summary>Width of the narrowest bar: every office printer and every hand scanner manages it.</summary>
    private const float Module = 0.33f;

    /// <summary>Are lines read from the right?</summary>
    public bool IsRightToLeft => isRightToLeft;

    /// <summary>Lines in a box, as large as they fit, those of a page read from the right standing at its right edge.</summary>
    /// <param name="text">One line; broken where it must be.</param>
    /// <param name="x">Where the box begins.</param>
    /// <param name="y">Its top.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="size">The largest letters.</param>
    /// <param name="bold">Heavier.</param>
    /// <param name="fromRight">The side its lines stand at, when that is not the page's.</param>
    public void Write(
        string text,
        float x,
        float y,
        float width,
        float height,
        float size,
        bool bold = false,
        bool? fromRight = null
    )
    {
        const float least = 1.8f;
        // Bold letters are a little wider than those that are measured for the fit.
        var fit = PaperText.Fit(ink, [text], bold ? width * 0.9f : width, height, size, least);
        var baseline = y + fit.Size;
        var left = Left(x, width);
        foreach (var line in fit.Lines)
        {
            var at = fromRight ?? isRightToLeft ? left + width - ink.Measure(line, fit.Size, bold) : left;
            ink.Write(canvas, line, at, baseline, fit.Size, bold);
            baseline += fit.Leading;
        }
    }

    /// <summary>A frame: a table's cell, or a box to be ticked.</summary>
    public void Frame(float x, float y, float width, float height, float stroke = 0.25f)
    {
        using var paint = Stroke(stroke);
        canvas.DrawRect(Left(x, width), y, width, height, paint);
    }

    /// <summary>A line across; dotted ones are written on by hand.</summary>
    public void Rule(float x, float y, float width, float stroke, bool dotted = false)
    {
        using var paint = Stroke(stroke);
        using var dots = dotted ? SKPathEffect.CreateDash([0.4f, 1.2f], 0) : null;
        paint.PathEffect = dots;
        canvas.DrawLine(Left(x, width), y, Left(x, width) + width, y, paint);
    }

    /// <summary>The bars of a text, their quiet zones included, ending at the far side of the page.</summary>
    public float Bars(string text, float y, float height)
    {
        var bars = Code128.Bars(text).ToList();
        var width = (bars[^1].At + bars[^1].Width + bars[0].At) * Module;
        var left = Left(Width - width, width);
        using var solid = new SKPaint { Color = SKColors.Black, IsAntialias = false };
        foreach (var (at, modules) in bars)
        {
            canvas.DrawRect(left + (at * Module), y, modules * Module, height, solid);
        }

        return width;
    }

    /// <summary>The same for a camera.</summary>
    public void Qr(string text, float x, float y, float side)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix;
        var module = side / rows.Count;
        var left = Left(x, side);
        using var solid = new SKPaint { Color = SKColors.Black, IsAntialias = false };
        for (var row = 0; row < rows.Count; row++)
        {
            for (var column = 0; column < rows.Count; column++)
            {
                if (rows[row][column])
                {
                    canvas.DrawRect(left + (column * module), y + (row * module), module, module, solid);
                }
            }
        }
    }

    private float Left(float x, float width) => isRightToLeft ? PageWidth - Margin - x - width : Margin + x;

    private static SKPaint Stroke(float width) =>
        new()
        {
            Style = SKPaintStyle.Stroke,
            StrokeWidth = width,
            Color = SKColors.Black,
        };
}
