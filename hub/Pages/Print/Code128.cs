using System.Globalization;
using System.Text;

namespace Hub.Pages.Print;

/// <summary>
/// Code 128 (ISO/IEC 15417) of printable ASCII: set B for text, set C for runs of digits, the check symbol modulo 103. What
/// every hand scanner reads.
/// </summary>
internal static class Code128
{
    private const int StartB = 104;
    private const int StartC = 105;
    private const int ToB = 100;
    private const int ToC = 99;
    private const int Stop = 106;

    /// <summary>A run of digits shorter than this is not worth switching sets for.</summary>
    private const int WorthSwitching = 4;

    /// <summary>Light modules on both sides, without which no scanner finds the code.</summary>
    private const int QuietZone = 10;

    /// <summary>Widths of bar, space, bar, space, bar, space of the symbols 0 to 105; the stop has one bar more.</summary>
    private static readonly string[] Patterns = (
        "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 "
        + "123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 "
        + "232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 "
        + "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 "
        + "111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 "
        + "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 "
        + "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112"
    ).Split(' ');

    /// <summary>The symbols: start, data, check, stop.</summary>
    /// <exception cref="ArgumentException">A character is not printable ASCII.</exception>
    public static IReadOnlyList<int> Encode(string text)
    {
        if (text.Length == 0 || text.Any(c => c is < ' ' or > '~'))
        {
            throw new ArgumentException("Code 128 prints ASCII.", nameof(text));
        }

        var symbols = new List<int>(text.Length + 4);
        for (var i = 0; i < text.Length; )
        {
            var run = text.Skip(i).TakeWhile(char.IsAsciiDigit).Count();
            if (run >= WorthSwitching && run % 2 == 0)
            {
                symbols.Add(symbols.Count == 0 ? StartC : ToC);
                for (var end = i + run; i < end; i += 2)
                {
                    symbols.Add(((text[i] - '0') * 10) + text[i + 1] - '0');
                }

                if (i < text.Length)
                {
                    symbols.Add(ToB);
                }

                continue;
            }

            // The first digit of an odd run goes here too: what is left of the run is even.
            if (symbols.Count == 0)
            {
                symbols.Add(StartB);
            }

            symbols.Add(text[i] - ' ');
            i++;
        }

        symbols.Add(Check(symbols));
        symbols.Add(Stop);
        return symbols;
    }

    /// <summary>The code as the path of an SVG whose viewBox is <c>0 0 width 1</c>.</summary>
    public static (string Path, int Width) Draw(string text)
    {
        var path = new StringBuilder();
        var end = 0;
        foreach (var (at, width) in Bars(text))
        {
            path.Append(CultureInfo.InvariantCulture, $"M{at} 0h{width}v1h-{width}z");
            end = at + width;
        }

        return (path.ToString(), end + QuietZone);
    }

    /// <summary>The dark bars, in modules, after the light ones on their left.</summary>
    public static IEnumerable<(int At, int Width)> Bars(string text)
    {
        var x = QuietZone;
        foreach (var symbol in Encode(text))
        {
            var bar = true;
            foreach (var width in Patterns[symbol].Select(c => c - '0'))
            {
                if (bar)
                {
                    yield return (x, width);
                }

                bar = !bar;
                x += width;
            }
        }
    }

    private static int Check(List<int> symbols) =>
        symbols.Select((symbol, i) => symbol * Math.Max(1, i)).Sum() % 103;
}
