using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hub.Operations.Invariants;

/// <summary>The results as people and programs read them.</summary>
internal static class CheckReport
{
    private const int Examples = 5;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One line each, with up to five examples below a line that is not zero, and what is allowed by decision.</summary>
    public static string ToText(IReadOnlyList<CheckedInvariant> results)
    {
        var text = new StringBuilder();
        foreach (var result in results)
        {
            text.Append(CultureInfo.InvariantCulture, $"{result.Invariant.Id, -4}{Count(result), 7}  ")
                .Append(result.Invariant.Rule)
                .AppendLine(Remark(result.Verdict));
            foreach (var violation in ViolationsOf(result.Verdict).Take(Examples))
            {
                text.Append("             - ").AppendLine(violation);
            }

            if (result.Verdict is Verdict.Counted { Aside: { } aside })
            {
                text.Append("             i ").AppendLine(Words(aside));
            }
        }

        var broken = results.Count(r => r.Count > 0);
        text.Append(
            broken == 0
                ? $"All {results.Count(r => r.Count == 0)} invariants that were counted hold."
                : $"{broken} invariants are broken."
        );
        return text.ToString();
    }

    /// <summary>The same as JSON.</summary>
    public static string ToJson(IReadOnlyList<CheckedInvariant> results) =>
        JsonSerializer.Serialize(
            new
            {
                Holds = results.All(r => r.Count is null or 0),
                Invariants = results.Select(r => new
                {
                    r.Invariant.Id,
                    r.Invariant.Rule,
                    r.Count,
                    Skipped = (r.Verdict as Verdict.Skipped)?.Why,
                    Left = (r.Verdict as Verdict.Counted)?.Left,
                    Examples = ViolationsOf(r.Verdict).Take(Examples),
                    (r.Verdict as Verdict.Counted)?.Aside,
                }),
            },
            Json
        );

    private static string Count(CheckedInvariant result) =>
        result.Count?.ToString(CultureInfo.InvariantCulture) ?? "skipped";

    private static string Remark(Verdict verdict) =>
        verdict switch
        {
            Verdict.Skipped skipped => $" (skipped: {skipped.Why})",
            Verdict.Counted { Left: { } left } => $" (counted in part: {left})",
            _ => "",
        };

    private static string Words(Aside aside)
    {
        var reasons = string.Join(
            ", ",
            aside.Reasons.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Key} {r.Value}")
        );
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{aside.What}: {aside.Orders}, {aside.Centimes / 100m:0.00} MAD ({reasons})"
        );
    }

    private static IReadOnlyList<string> ViolationsOf(Verdict verdict) =>
        verdict is Verdict.Counted counted ? counted.Violations : [];
}
