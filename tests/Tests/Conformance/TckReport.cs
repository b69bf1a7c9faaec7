using System.Globalization;
using System.Text;
using Workflows.Dmn.Tck;

namespace Tests.Conformance;

/// <summary><c>docs/results/tck.md</c>: how many cases pass, and why each of the others does not.</summary>
internal static class TckReport
{
    /// <summary>Every case that fails, and why it may. One that is not here is a fault of ours.</summary>
    public static IReadOnlyDictionary<string, string> Reasons { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["0076-feel-external-java literal_007"] =
                "Calls `java.lang.String.valueOf(char)`: no Java runs here, and of its library only arithmetic is known.",
            ["0076-feel-external-java varargs_001"] =
                "Calls `java.lang.String.format`: no Java runs here, and of its library only arithmetic is known.",
        };

    public static string NameOf(TckOutcome outcome) => $"{outcome.Folder} {outcome.Test}";

    public static string Write(IReadOnlyList<TckOutcome> outcomes)
    {
        var text = new StringBuilder(
            """
            # DMN TCK

            `./run dmn tck DIR [--csv FILE]` on the cases of the DMN Technology Compatibility Kit that lie in `shared/data/dmn-tck/TestCases`: compliance
            level 2 and 3, and the cases that the kit itself keeps apart as not compliant. `tests/Tests/Conformance` runs them all in `./test` and writes this
            page; a page that is not current fails.

            | level | cases | passed | rate |
            |---|---:|---:|---:|

            """
        );
        foreach (var level in outcomes.GroupBy(outcome => outcome.Level))
        {
            Row(text, level.Key, [.. level]);
        }

        Row(text, "all", outcomes);
        text.Append("\n## What fails, and why\n\n| case | reason |\n|---|---|\n");
        foreach (var failure in outcomes.Where(outcome => !outcome.Passed))
        {
            var reason = Reasons.GetValueOrDefault(NameOf(failure), "A fault of ours.");
            text.Append(CultureInfo.InvariantCulture, $"| {NameOf(failure)} | {reason} |\n");
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, string level, IReadOnlyList<TckOutcome> outcomes)
    {
        var passed = outcomes.Count(outcome => outcome.Passed);
        var rate = 100m * passed / outcomes.Count;
        text.Append(
            CultureInfo.InvariantCulture,
            $"| {level} | {outcomes.Count} | {passed} | {decimal.Round(rate, 2, MidpointRounding.ToZero):0.00} % |\n"
        );
    }
}
