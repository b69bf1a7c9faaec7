using Workflows.Dmn.Tck;

namespace Tests.Conformance;

/// <summary>
/// The DMN Technology Compatibility Kit. The floors are a ratchet: raise them when more passes, never lower them. The ten
/// cases of level 3 that fail call Java, which is not for us.
/// </summary>
public sealed class DmnTckTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("compliance-level-2", 116, 116)]
    [InlineData("compliance-level-3", 2612, 2622)]
    [InlineData("non-compliant", 42, 42)]
    public void As_many_cases_pass_as_ever_did(string level, int floor, int cases)
    {
        Assert.SkipWhen(
            TckData.Root is null,
            "The DMN TCK is not at shared/data/dmn-tck beside the checkout."
        );

        var outcomes = TckData.Folders(level).SelectMany(TckRunner.Run).ToList();

        foreach (var failure in outcomes.Where(outcome => !outcome.Passed))
        {
            output.WriteLine($"{failure.Folder} {failure.Test}: {failure.Message}");
        }

        Assert.Equal(cases, outcomes.Count);
        Assert.Equal(floor, outcomes.Count(outcome => outcome.Passed));
    }

    [Fact]
    public void What_fails_calls_Java()
    {
        Assert.SkipWhen(
            TckData.Root is null,
            "The DMN TCK is not at shared/data/dmn-tck beside the checkout."
        );

        var failing = TckData
            .Folders("compliance-level-3")
            .SelectMany(TckRunner.Run)
            .Where(outcome => !outcome.Passed)
            .Select(outcome => outcome.Folder)
            .Distinct();

        Assert.Equal(["0076-feel-external-java"], failing);
    }
}
