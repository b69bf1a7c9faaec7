using HarfBuzzSharp;
using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace Hub.Pages.Print;

/// <summary>
/// Writes text on paper: Latin and Arabic, shaped, each line in its own direction. Lengths are millimetres. Used by one
/// thread at a time.
/// </summary>
internal sealed class PaperInk : IDisposable
{
    private static readonly Lazy<SKTypeface[]> typefaces = new(() =>
        [Load("latin"), Load("latin-bold"), Load("arabic"), Load("arabic-bold")]
    );

    private readonly SKShaper[] shapers = Array.ConvertAll(typefaces.Value, face => new SKShaper(face));
    private readonly SKPaint black = new() { Color = SKColors.Black, IsAntialias = true };

    /// <summary>The width of a line of text.</summary>
    public float Measure(string line, float size, bool bold = false)
    {
        using var font = new SKFont();
        return TextRun.Of(line).Sum(run => Shape(run, size, bold, font).Width);
    }

    /// <summary>Writes a line whose letters stand on <paramref name="y"/>, from <paramref name="x"/> to the right.</summary>
    public void Write(SKCanvas canvas, string line, float x, float y, float size, bool bold = false)
    {
        using var font = new SKFont();
        foreach (var run in TextRun.Of(line))
        {
            var shaped = Shape(run, size, bold, font);
            if (shaped.Codepoints.Length > 0)
            {
                using var text = new SKTextBlobBuilder();
                var glyphs = text.AllocatePositionedRun(font, shaped.Codepoints.Length);
                glyphs.SetGlyphs(Array.ConvertAll(shaped.Codepoints, glyph => (ushort)glyph));
                glyphs.SetPositions(shaped.Points);
                using var blob = text.Build();
                canvas.DrawText(blob, x, y, black);
            }

            x += shaped.Width;
        }
    }

    public void Dispose()
    {
        Array.ForEach(shapers, shaper => shaper.Dispose());
        black.Dispose();
    }

    private SKShaper.Result Shape(TextRun run, float size, bool bold, SKFont font)
    {
        var face = (run.IsArabic ? 2 : 0) + (bold ? 1 : 0);
        font.Typeface = typefaces.Value[face];
        font.Size = size;
        using var buffer = new HarfBuzzSharp.Buffer();
        buffer.AddUtf16(run.Text);
        buffer.Direction = run.IsRightToLeft ? Direction.RightToLeft : Direction.LeftToRight;
        buffer.GuessSegmentProperties();
        return shapers[face].Shape(buffer, font);
    }

    private static SKTypeface Load(string name)
    {
        using var stream =
            typeof(PaperInk).Assembly.GetManifestResourceStream($"fonts/{name}.ttf")
            ?? throw new InvalidOperationException($"The typeface '{name}' is not in the program.");
        return SKTypeface.FromStream(stream);
    }
}
