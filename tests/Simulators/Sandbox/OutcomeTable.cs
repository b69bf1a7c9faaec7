using Simulators.Scenario;

namespace Simulators.Sandbox;

/// <summary>The rows of the table.</summary>
internal static class OutcomeTable
{
    /// <summary>One row per type of bureau and story, one sum per type, and one over all.</summary>
    public static IReadOnlyList<OutcomeRow> Of(StoryBook book, Bureaus bureaus, WorkingHours hours)
    {
        var ended = book
            .Stories.Where(story => story.EndedAt is not null)
            .Select(story => new Ended(
                bureaus.Find(story.Plan.BureauCode)!.Type,
                story.Plan.Story,
                hours.Between(story.PlacedAt!.Value, story.EndedAt!.Value)
            ))
            .ToList();
        var rows = new List<OutcomeRow>();
        foreach (var type in ended.GroupBy(e => e.Type).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            rows.AddRange(
                type.GroupBy(e => e.Story)
                    .OrderByDescending(g => g.Count())
                    .ThenBy(g => g.Key, StringComparer.Ordinal)
                    .Select(story => Row(type.Key, story.Key, story))
            );
        }

        rows.Add(Row("all", "", ended));
        return rows;
    }

    private static OutcomeRow Row(string type, string story, IEnumerable<Ended> ended)
    {
        var times = ended.Select(e => e.Working).Order().ToList();
        return new OutcomeRow(type, story, times.Count, At(times, 0.5), At(times, 0.95));
    }

    /// <summary>The smallest value that so large a share of all does not exceed.</summary>
    private static TimeSpan At(List<TimeSpan> sorted, double share) =>
        sorted.Count == 0
            ? TimeSpan.Zero
            : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];

    private sealed record Ended(string Type, string Story, TimeSpan Working);
}
