using Hub.Catalogue;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Workflows.Time;

namespace Hub.Calendars;

/// <summary>
/// What days and periods are called in the other languages, by their French names: what was written when a calendar changed
/// (<see cref="CalendarChange.Name"/>) is French.
/// </summary>
internal sealed class KnownNames
{
    private readonly Dictionary<string, CalendarName> byFrench = new(StringComparer.Ordinal);

    private KnownNames(IEnumerable<CalendarName> names)
    {
        foreach (var name in names.Where(name => name.Ar is not null || name.En is not null))
        {
            byFrench[name.Fr] = name;
        }
    }

    /// <summary>All names of the calendars, and of days and periods that were ever announced; the latest word counts.</summary>
    public static async Task<KnownNames> ReadAsync(
        HubDb db,
        ReferenceCatalogue catalogue,
        CancellationToken ct
    )
    {
        var calendars = catalogue.Calendars.All;
        var days = await db.AnnouncedDays.AsNoTracking().OrderBy(d => d.Number).ToListAsync(ct);
        var periods = await db.AnnouncedPeriods.AsNoTracking().OrderBy(p => p.Number).ToListAsync(ct);
        return new KnownNames([
            .. calendars.SelectMany(c => c.Holidays).Select(h => h.Name),
            .. calendars.SelectMany(c => c.Periods).Select(p => p.Name),
            .. days.Select(d => d.Names),
            .. periods.Select(p => p.Names),
        ]);
    }

    /// <summary>The name for a reader of that language; as it is where nobody gave another.</summary>
    public string In(string language, string french) =>
        byFrench.TryGetValue(french, out var name) ? name.In(language) : french;
}
