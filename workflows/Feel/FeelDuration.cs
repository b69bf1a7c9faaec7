using System.Globalization;
using System.Text;
using NodaTime;

namespace Workflows.Feel;

/// <summary>
/// A days-and-time duration, to the nanosecond, wide enough for the whole range of FEEL dates.
/// </summary>
public sealed record FeelDuration(Int128 Nanoseconds)
{
    internal static readonly Int128 Limit = (Int128)800_000_000_000 * FeelTime.NanosecondsPerDay;

    public long WholeSeconds => (long)(Nanoseconds / FeelTime.NanosecondsPerSecond);

    /// <summary>ISO 8601, normalised: <c>P1DT2H30M</c>; zero is <c>PT0S</c>.</summary>
    public override string ToString()
    {
        var rest = Int128.Abs(Nanoseconds);
        var nanosecond = (int)(rest % FeelTime.NanosecondsPerSecond);
        var seconds = (long)(rest / FeelTime.NanosecondsPerSecond);
        var text = new StringBuilder(Nanoseconds < 0 ? "-P" : "P");
        Append(text, seconds / 86_400, 'D');
        if (seconds % 86_400 != 0 || nanosecond != 0)
        {
            text.Append('T');
            Append(text, seconds / 3600 % 24, 'H');
            Append(text, seconds / 60 % 60, 'M');
            AppendSeconds(text, seconds % 60, nanosecond);
        }

        return Nanoseconds == 0 ? "PT0S" : text.ToString();
    }

    /// <summary>False beyond about 45,000 years, which NodaTime cannot hold.</summary>
    public bool TryToDuration(out Duration duration)
    {
        var days = (long)(Nanoseconds / FeelTime.NanosecondsPerDay);
        var fits = days is > -16_000_000 and < 16_000_000;
        duration = fits
            ? Duration.FromDays((int)days)
                + Duration.FromNanoseconds((long)(Nanoseconds % FeelTime.NanosecondsPerDay))
            : default;
        return fits;
    }

    private static void Append(StringBuilder text, long count, char unit)
    {
        if (count != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{count}{unit}");
        }
    }

    private static void AppendSeconds(StringBuilder text, long second, int nanosecond)
    {
        if (nanosecond != 0)
        {
            var fraction = nanosecond.ToString("000000000", CultureInfo.InvariantCulture).TrimEnd('0');
            text.Append(CultureInfo.InvariantCulture, $"{second}.{fraction}S");
        }
        else
        {
            Append(text, second, 'S');
        }
    }
}
