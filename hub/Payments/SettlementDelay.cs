using NodaTime;
using NodaTime.Text;
using Workflows.Time;

namespace Hub.Payments;

/// <summary>How long a provider may take to settle what it took or gave back: so many working days of the banks.</summary>
/// <param name="Banks">Their calendar.</param>
/// <param name="WorkingDays">At least one.</param>
internal sealed record SettlementDelay(WorkingCalendar Banks, int WorkingDays)
{
    /// <summary>The last day on which what moved on <paramref name="day"/> (<c>yyyy-MM-dd</c>) is settled in time.</summary>
    public LocalDate LastDayFor(string day)
    {
        var start = Banks.Zone.AtStartOfDay(LocalDatePattern.Iso.Parse(day).GetValueOrThrow()).ToInstant();
        return Banks.AddWorkingDays(start, WorkingDays).InZone(Banks.Zone).Date;
    }
}
