using System.Diagnostics;

namespace Adapters.Exchange;

/// <summary>What came of trying a drop area.</summary>
/// <param name="Steps">In the order in which they were done; the last one failed, or all are done.</param>
public sealed record AreaTrial(IReadOnlyList<TrialStep> Steps)
{
    /// <summary>The folder in which areas are tried.</summary>
    public const string Folder = "test";

    /// <summary>Did every step succeed?</summary>
    public bool IsGood => Steps.All(step => step.Error is null);

    /// <summary>Does the steps one after the other until one fails.</summary>
    internal static async Task<AreaTrial> RunAsync(
        IEnumerable<(string Name, Func<Task> Act)> steps,
        CancellationToken ct
    )
    {
        var done = new List<TrialStep>();
        foreach (var (name, act) in steps)
        {
            var start = Stopwatch.GetTimestamp();
            try
            {
                await act();
                done.Add(new TrialStep(name, Stopwatch.GetElapsedTime(start), null));
            }
#pragma warning disable CA1031 // A partner's server can fail in any way: which, is what the trial is to find out.
            catch (Exception exception) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
            {
                var error = $"{exception.GetType().Name}: {exception.Message}";
                done.Add(new TrialStep(name, Stopwatch.GetElapsedTime(start), error));
                break;
            }
        }

        return new AreaTrial(done);
    }
}

/// <summary>One step of a trial.</summary>
/// <param name="Name"><c>connect</c>, <c>write</c>, <c>rename</c>, <c>list</c>, <c>read</c> or <c>delete</c>.</param>
/// <param name="Took">How long it took, in real time.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
public sealed record TrialStep(string Name, TimeSpan Took, string? Error);
