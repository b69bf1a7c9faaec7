using Tests.Architecture;
using Workflows.Dmn.Tck;

namespace Tests.Conformance;

/// <summary>The DMN Technology Compatibility Kit, as far as it lies beside the checkout.</summary>
public sealed class DmnTckTests
{
    private static readonly Lazy<IReadOnlyList<TckOutcome>> Outcomes = new(() =>
        [
            .. new[] { "compliance-level-2", "compliance-level-3", "non-compliant" }
                .SelectMany(TckData.Folders)
                .SelectMany(TckRunner.Run),
        ]
    );

    [Theory]
    [InlineData("compliance-level-2", 116)]
    [InlineData("compliance-level-3", 2622)]
    [InlineData("non-compliant", 42)]
    public void Every_case_of_the_kit_is_run(string level, int cases)
    {
        SkipWithoutKit();

        Assert.Equal(cases, Outcomes.Value.Count(outcome => outcome.Level == level));
    }

    [Fact]
    public void Every_case_passes_but_those_that_have_a_reason()
    {
        SkipWithoutKit();

        Assert.Equal(
            TckReport.Reasons.Keys.Order(StringComparer.Ordinal),
            Outcomes
                .Value.Where(outcome => !outcome.Passed)
                .Select(TckReport.NameOf)
                .Order(StringComparer.Ordinal)
        );
    }

    /// <summary>Writes the page, so that the next run passes.</summary>
    [Fact]
    public void The_page_of_results_is_current()
    {
        SkipWithoutKit();
        var path = Path.Combine(Repository.Root, "docs", "results", "tck.md");
        var before = File.Exists(path) ? File.ReadAllText(path) : "";

        var now = TckReport.Write(Outcomes.Value);
        if (now != before)
        {
            File.WriteAllText(path, now);
        }

        Assert.Equal(now, before);
    }

    private static void SkipWithoutKit() =>
        Assert.SkipWhen(
            TckData.Root is null,
            "The DMN TCK is not at shared/data/dmn-tck beside the checkout."
        );
}
