using NodaTime;

namespace Workflows.Time;

/// <summary>The first day of one Hijri month, as it was announced after the moon was looked for.</summary>
/// <param name="Year">Hijri year.</param>
/// <param name="Month">1 = Muharram … 12 = Dhu al-Hijja.</param>
/// <param name="FirstDay">The Gregorian day it began on.</param>
public sealed record HijriMonth(int Year, int Month, LocalDate FirstDay)
{
    /// <summary>Months since the first of the first year, by which months are neighbours.</summary>
    internal int Number => ((Year - 1) * 12) + Month - 1;
}
