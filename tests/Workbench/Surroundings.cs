using NodaTime;
using Workflows.Feel;

namespace Workbench;

/// <summary>What an expression tried by hand finds around it.</summary>
internal static class Surroundings
{
    /// <summary>This moment in Casablanca, and the limits every evaluation of a process has.</summary>
    public static FeelEnvironment New()
    {
        var now = SystemClock.Instance.GetCurrentInstant();
        return new FeelEnvironment(now, DateTimeZoneProviders.Tzdb["Africa/Casablanca"])
        {
            Seed = (ulong)now.ToUnixTimeTicks(),
        };
    }
}
