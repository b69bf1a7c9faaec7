namespace Workflows.Time;

/// <summary>How far an entry of a calendar can be relied on (domain.md §6.3).</summary>
public enum CalendarStatus
{
    /// <summary>Computed, before the announcement; feast days may move by one.</summary>
    Predicted,

    /// <summary>Decreed or announced.</summary>
    Confirmed,

    /// <summary>Announced at short notice, for this year only.</summary>
    Exceptional,
}
