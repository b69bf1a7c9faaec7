namespace Adapters.Post;

/// <summary>The EMSEVT codes (domain.md §5.2) and what each says about a letter.</summary>
public static class TrackingCodes
{
    private static readonly Dictionary<string, TrackingStatus> Meanings = new(StringComparer.Ordinal)
    {
        ["EMA"] = TrackingStatus.HandedOver,
        ["EMB"] = TrackingStatus.InTransit,
        ["EMC"] = TrackingStatus.InTransit,
        ["EMD"] = TrackingStatus.InTransit,
        ["EME"] = TrackingStatus.InTransit,
        ["EMF"] = TrackingStatus.InTransit,
        ["EMG"] = TrackingStatus.InTransit,
        ["EMJ"] = TrackingStatus.InTransit,
        ["EMK"] = TrackingStatus.InTransit,
        ["EDA"] = TrackingStatus.InTransit,
        ["EDB"] = TrackingStatus.InTransit,
        ["EDC"] = TrackingStatus.InTransit,
        ["EMH"] = TrackingStatus.Attempted,
        ["EDH"] = TrackingStatus.HeldForPickup,
        ["EMI"] = TrackingStatus.Delivered,
    };

    private static readonly HashSet<string> ReturnActions = new(StringComparer.OrdinalIgnoreCase)
    {
        "returned_to_sender",
        "return",
        "unclaimed_returned",
    };

    private static readonly HashSet<string> HoldActions = new(StringComparer.OrdinalIgnoreCase)
    {
        "held",
        "addressee_advised",
        "held_addressee_notified",
    };

    /// <summary>Is the code in the list?</summary>
    public static bool IsKnown(string code) => Meanings.ContainsKey(code);

    /// <summary>What one event says; an unsuccessful attempt says what was done next.</summary>
    public static TrackingStatus Meaning(string code, string? action) =>
        code == "EMH" && action is not null && ReturnActions.Contains(action) ? TrackingStatus.Returned
        : code == "EMH" && action is not null && HoldActions.Contains(action) ? TrackingStatus.HeldForPickup
        : Meanings[code];

    /// <summary>
    /// The status of a letter from the set of its events: whatever their order, however often each came. Never further back
    /// than the furthest event, except that a return ends it (protocols.md §4).
    /// </summary>
    public static TrackingStatus StatusOf(IEnumerable<(string Code, string? Action)> events, bool returned)
    {
        var furthest = TrackingStatus.Announced;
        foreach (var (code, action) in events)
        {
            var meaning = Meaning(code, action);
            furthest = meaning > furthest ? meaning : furthest;
        }

        return returned ? TrackingStatus.Returned : furthest;
    }
}
