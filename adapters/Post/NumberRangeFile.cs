using System.Globalization;
using System.Text;
using Adapters.Exchange;

namespace Adapters.Post;

/// <summary>The post's range file: <c>prefix;from;to;valid_from</c>, one range of serial numbers per line.</summary>
public static class NumberRangeFile
{
    /// <summary>Reads the ranges; every wrong line is named.</summary>
    public static (IReadOnlyList<NumberRangeLine> Ranges, IReadOnlyList<RowProblem> Problems) Read(
        byte[] content
    )
    {
        var ranges = new List<NumberRangeLine>();
        var problems = new List<RowProblem>();
        var number = 0;
        foreach (var line in Encoding.UTF8.GetString(content).Split('\n'))
        {
            number++;
            var text = line.Trim();
            if (text.Length == 0 || text.StartsWith("prefix;", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (Parse(text) is { } range)
            {
                ranges.Add(range);
            }
            else
            {
                problems.Add(
                    new RowProblem(
                        number,
                        null,
                        "range_wrong",
                        "Expected: prefix;from;to;valid_from (RR;1000;1999;2026-01-01)."
                    )
                );
            }
        }

        return (ranges, problems);
    }

    private static NumberRangeLine? Parse(string text) =>
        text.Split(';') is [{ Length: 2 } prefix, var from, var to, var valid]
        && prefix.All(char.IsAsciiLetterUpper)
        && int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
        && int.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
        && first <= last
        && last <= S10Item.MaxSerial
        && DateOnly.TryParseExact(
            valid,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var validFrom
        )
            ? new NumberRangeLine(prefix, first, last, validFrom)
            : null;
}

/// <summary>One range the post assigns.</summary>
public sealed record NumberRangeLine(string Prefix, int From, int To, DateOnly ValidFrom);
