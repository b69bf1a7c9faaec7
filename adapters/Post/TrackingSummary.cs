namespace Adapters.Post;

/// <summary>
/// What the events of one letter say together. It depends on the set of events alone: neither their order nor how often each
/// came changes it, and a further event never takes the status back, except that a return ends everything (protocols.md §4).
/// </summary>
/// <param name="Status">The furthest point reached.</param>
/// <param name="Since">When that point was first reached by the events' own time; null without events.</param>
/// <param name="Latest">The last event by its own time: what to tell a person; null without events.</param>
/// <param name="ClockPaused">The letter lies with customs for a stated reason: the post's delivery time stands still.</param>
public sealed record TrackingSummary(
    TrackingStatus Status,
    DateTimeOffset? Since,
    TrackingEvent? Latest,
    bool ClockPaused
)
{
    /// <summary>Derives the status of a letter from all its events.</summary>
    public static TrackingSummary Of(IEnumerable<TrackingEvent> events, TrackingVocabulary vocabulary)
    {
        var status = TrackingStatus.Announced;
        DateTimeOffset? since = null;
        TrackingEvent? latest = null;
        foreach (var current in events)
        {
            var meaning = vocabulary.MeaningOf(current);
            if (
                meaning > status
                || (meaning == status && meaning != TrackingStatus.Announced && current.At < since)
            )
            {
                status = meaning;
                since = current.At;
            }

            if (latest is null || Compare(current, latest, vocabulary) > 0)
            {
                latest = current;
            }
        }

        return new TrackingSummary(status, since, latest, latest is not null && vocabulary.Pauses(latest));
    }

    // A total order, so that the latest of a set is one event whatever order the set is read in.
    private static int Compare(TrackingEvent a, TrackingEvent b, TrackingVocabulary vocabulary)
    {
        var byTime = a.At.CompareTo(b.At);
        if (byTime != 0)
        {
            return byTime;
        }

        var byMeaning = vocabulary.MeaningOf(a).CompareTo(vocabulary.MeaningOf(b));
        return byMeaning != 0 ? byMeaning : string.CompareOrdinal(KeyOf(a), KeyOf(b));
    }

    private static string KeyOf(TrackingEvent e) =>
        string.Join('\u001F', e.Code, e.Office, e.Country, e.Reason, e.Action, e.Signatory, e.Doubt);
}
