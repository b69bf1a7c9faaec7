using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace Workflows.Feel.Functions;

/// <summary>Functions of regular expressions, all with a share of the evaluation's time.</summary>
internal static class RegexFunctions
{
    private const int MaxCached = 256;

    // A match of .NET with its groups.
    private const int BytesPerMatch = 320;

    // About what translating and parsing a short pattern takes.
    private const int BytesPerRegex = 4096;

    // Patterns are constants nearly always; translating and parsing them costs more than matching.
    private static readonly ConcurrentDictionary<(string Pattern, string Flags), Regex?> Cache = new();

    public static IEnumerable<Builtin> All =>
        [
            new("matches", "input, pattern, flags?", Matches),
            new("replace", "input, pattern, replacement, flags?", Replace),
            new("split", "string, delimiter", Split),
            new("extract", "string, pattern", Extract),
        ];

    private static FeelValue Matches(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (!arguments[0].TryGetString(out var input) || !TryRegex(call, arguments, 1, 2, out var regex))
        {
            return call.WrongType(arguments);
        }

        return Timed(call, input, () => FeelValue.From(regex.IsMatch(input)));
    }

    private static FeelValue Replace(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (
            !arguments[0].TryGetString(out var input)
            || !arguments[2].TryGetString(out var replacement)
            || !TryRegex(call, arguments, 1, 3, out var regex)
        )
        {
            return call.WrongType(arguments);
        }

        var literal =
            arguments.Length > 3 && (arguments[3].ToText() ?? "").Contains('q', StringComparison.Ordinal);
        if (!TryTemplate(replacement, regex, literal, out var template))
        {
            return call.Fail("the replacement is not valid.");
        }

        return Timed(call, input, () => Expand(call, input, regex, template));
    }

    private static FeelValue Expand(Call call, string input, Regex regex, string template)
    {
        var result = new StringBuilder();
        var end = 0;
        for (var match = regex.Match(input); match.Success; match = match.NextMatch())
        {
            var text = match.Result(template);
            call.Evaluation.Allocate(BytesPerMatch + ((text.Length + match.Index - end) * 6L));
            call.Evaluation.Charge(1 + (text.Length / 16));
            result.Append(input, end, match.Index - end).Append(text);
            end = match.Index + match.Length;
        }

        return call.Text(result.Append(input, end, input.Length - end).ToString());
    }

    private static FeelValue Split(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (!arguments[0].TryGetString(out var input) || !TryRegex(call, arguments, 1, 2, out var regex))
        {
            return call.WrongType(arguments);
        }

        return Timed(
            call,
            input,
            () =>
            {
                var parts = new List<FeelValue>();
                var end = 0;
                for (var match = regex.Match(input); match.Success; match = match.NextMatch())
                {
                    call.Evaluation.Allocate(BytesPerMatch);
                    parts.Add(call.Text(input[end..match.Index]));
                    end = match.Index + match.Length;
                }

                parts.Add(call.Text(input[end..]));
                return call.List([.. parts]);
            }
        );
    }

    private static FeelValue Extract(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (!arguments[0].TryGetString(out var input) || !TryRegex(call, arguments, 1, 2, out var regex))
        {
            return call.WrongType(arguments);
        }

        return Timed(
            call,
            input,
            () =>
            {
                var found = new List<FeelValue>();
                for (var match = regex.Match(input); match.Success; match = match.NextMatch())
                {
                    call.Evaluation.Allocate(BytesPerMatch);
                    found.Add(call.Text(match.Value));
                }

                return call.List([.. found]);
            }
        );
    }

    private static FeelValue Timed(Call call, string input, Func<FeelValue> run)
    {
        call.Evaluation.Charge(1 + (input.Length / 16));
        var started = Stopwatch.GetTimestamp();
        try
        {
            return run();
        }
        catch (RegexMatchTimeoutException)
        {
            throw new Runtime.FeelLimitException("A regular expression runs longer than it may.");
        }
        finally
        {
            call.Evaluation.ChargeRegex(Stopwatch.GetElapsedTime(started));
        }
    }

    private static bool TryRegex(
        Call call,
        ReadOnlySpan<FeelValue> arguments,
        int patternAt,
        int flagsAt,
        [NotNullWhen(true)] out Regex? regex
    )
    {
        regex = null;
        var flags = "";
        if (
            flagsAt < arguments.Length
            && !arguments[flagsAt].IsNull
            && !arguments[flagsAt].TryGetString(out flags)
        )
        {
            return false;
        }

        if (!arguments[patternAt].TryGetString(out var pattern))
        {
            return false;
        }

        if (!Cache.TryGetValue((pattern, flags), out regex))
        {
            var started = Stopwatch.GetTimestamp();
            call.Evaluation.Allocate(BytesPerRegex);
            regex = Make(pattern, flags, call.Environment.Limits.MaxRegexTime);
            call.Evaluation.ChargeRegex(Stopwatch.GetElapsedTime(started));
            if (Cache.Count >= MaxCached)
            {
                Cache.Clear();
            }

            Cache[(pattern, flags)] = regex;
        }

        return regex is not null;
    }

    private static Regex? Make(string pattern, string flags, TimeSpan timeout)
    {
        if (!XPathRegex.TryTranslate(pattern, flags, out var translated, out var options))
        {
            return null;
        }

        try
        {
            return new Regex(translated, options, timeout);
        }
        catch (ArgumentException)
        {
            // The translator leaves some mistakes, such as unknown categories, for .NET to find.
            return null;
        }
    }

    /// <summary>
    /// XPath writes <c>$1</c> and escapes with a backslash; .NET escapes a dollar with another.
    /// </summary>
    private static bool TryTemplate(string replacement, Regex regex, bool literal, out string template)
    {
        template = literal ? replacement.Replace("$", "$$", StringComparison.Ordinal) : "";
        if (literal)
        {
            return true;
        }

        var groups = regex.GetGroupNumbers().Length - 1;
        var result = new StringBuilder();
        for (var i = 0; i < replacement.Length; i++)
        {
            var next = i + 1 < replacement.Length ? replacement[i + 1] : '\0';
            if (replacement[i] == '\\')
            {
                if (next is not ('\\' or '$'))
                {
                    return false;
                }

                result.Append(next == '$' ? "$$" : "\\");
                i++;
            }
            else if (replacement[i] == '$')
            {
                if (!char.IsAsciiDigit(next))
                {
                    return false;
                }

                var group = ReadGroup(replacement, ref i, groups);
                result.Append(group <= groups ? "${" + group + "}" : "");
            }
            else
            {
                result.Append(replacement[i]);
            }
        }

        template = result.ToString();
        return true;
    }

    // As many digits as still name a group.
    private static int ReadGroup(string replacement, ref int i, int groups)
    {
        var group = replacement[++i] - '0';
        while (i + 1 < replacement.Length && char.IsAsciiDigit(replacement[i + 1]))
        {
            var longer = (group * 10) + (replacement[i + 1] - '0');
            if (longer > groups)
            {
                break;
            }

            group = longer;
            i++;
        }

        return group;
    }
}
