namespace Hub.Pages.Print;

/// <summary>A stretch of a line that is written in one direction.</summary>
/// <param name="Text">In the order it is read.</param>
/// <param name="IsRightToLeft">How it is written.</param>
internal readonly record struct TextRun(string Text, bool IsRightToLeft)
{
    private const char FirstRightToLeft = '\u0590';
    private const char LastRightToLeft = '\u08FF';

    /// <summary>Does it need the Arabic typeface?</summary>
    public bool IsArabic =>
        Text.AsSpan().ContainsAnyInRange('\u0600', '\u08FF') || Text.Any(IsPresentationForm);

    /// <summary>Is a line that begins with this text written from the right?</summary>
    public static bool BeginsRight(string line)
    {
        foreach (var c in line.Where(char.IsLetter))
        {
            return IsRight(c);
        }

        return false;
    }

    /// <summary>
    /// The runs of a line as they stand on paper, from left to right: the part of the bidirectional algorithm (UAX #9) that
    /// text without formatting characters needs, which addresses are (they are taken out when an address is read).
    /// </summary>
    public static IReadOnlyList<TextRun> Of(string line)
    {
        var levels = Levels(line, BeginsRight(line) ? 1 : 0);
        var runs = new List<(TextRun Run, int Level)>();
        for (var i = 0; i < line.Length; )
        {
            var end = i + 1;
            while (end < line.Length && levels[end] == levels[i])
            {
                end++;
            }

            runs.Add((new TextRun(line[i..end], levels[i] % 2 == 1), levels[i]));
            i = end;
        }

        // L2: from the highest level down, every sequence of runs at that level or above is turned round.
        for (var level = 2; level >= 1; level--)
        {
            for (var i = 0; i < runs.Count; i++)
            {
                var count = runs.Skip(i).TakeWhile(r => r.Level >= level).Count();
                runs.Reverse(i, count);
                i += count;
            }
        }

        return runs.ConvertAll(r => r.Run);
    }

    private static int[] Levels(string line, int paragraph)
    {
        var kinds = Kinds(line);
        ResolveNumbers(line, kinds);
        ResolveNeutrals(kinds, paragraph == 1 ? Direction.Right : Direction.Left);
        return Array.ConvertAll(
            kinds,
            kind =>
                kind switch
                {
                    Direction.Right => 1,
                    Direction.Number => 2,
                    _ => paragraph == 1 ? 2 : 0,
                }
        );
    }

    // W1: a mark that stands on a letter goes with it.
    private static Direction[] Kinds(string line)
    {
        var kinds = new Direction[line.Length];
        for (var i = 0; i < line.Length; i++)
        {
            var mark =
                char.GetUnicodeCategory(line[i]) is System.Globalization.UnicodeCategory.NonSpacingMark;
            kinds[i] = mark
                ? i == 0
                    ? Direction.Neutral
                    : kinds[i - 1]
                : KindOf(line[i]);
        }

        return kinds;
    }

    private static Direction KindOf(char c) =>
        char.IsDigit(c) ? Direction.Number
        : IsRight(c) && char.IsLetter(c) ? Direction.Right
        : char.IsLetter(c) || char.IsSurrogate(c) ? Direction.Left
        : Direction.Neutral;

    // W4: 12/3 and 1.5 are one number. W7: a number after Latin letters is part of the Latin text.
    private static void ResolveNumbers(string line, Direction[] kinds)
    {
        for (var i = 1; i + 1 < kinds.Length; i++)
        {
            if (
                kinds[i] == Direction.Neutral
                && line[i] is '/' or '.' or ',' or ':' or '-'
                && kinds[i - 1] == Direction.Number
                && kinds[i + 1] == Direction.Number
            )
            {
                kinds[i] = Direction.Number;
            }
        }

        var last = BeginsRight(line) ? Direction.Right : Direction.Left;
        for (var i = 0; i < kinds.Length; i++)
        {
            if (kinds[i] is Direction.Left or Direction.Right)
            {
                last = kinds[i];
            }
            else if (kinds[i] == Direction.Number && last == Direction.Left)
            {
                kinds[i] = Direction.Left;
            }
        }
    }

    // N1 and N2: what stands between two of one direction takes it, everything else takes the line's; numbers count as right.
    private static void ResolveNeutrals(Direction[] kinds, Direction paragraph)
    {
        var before = paragraph;
        for (var i = 0; i < kinds.Length; )
        {
            if (kinds[i] != Direction.Neutral)
            {
                before = kinds[i] == Direction.Left ? Direction.Left : Direction.Right;
                i++;
                continue;
            }

            var end = i;
            while (end < kinds.Length && kinds[end] == Direction.Neutral)
            {
                end++;
            }

            var after =
                end == kinds.Length ? paragraph
                : kinds[end] == Direction.Left ? Direction.Left
                : Direction.Right;
            Array.Fill(kinds, before == after ? before : paragraph, i, end - i);
            i = end;
        }
    }

    private static bool IsRight(char c) =>
        c is >= FirstRightToLeft and <= LastRightToLeft || IsPresentationForm(c);

    private static bool IsPresentationForm(char c) =>
        c is >= '\uFB1D' and <= '\uFDFF' or >= '\uFE70' and <= '\uFEFC';

    private enum Direction
    {
        Neutral,
        Left,
        Right,
        Number,
    }
}
