using System.Globalization;

namespace Benchmarks.Files;

/// <summary>What the system says of this process's memory, in megabytes (Linux).</summary>
internal static class Memory
{
    /// <summary>Resident now.</summary>
    public static double Resident() => Read("VmRSS:");

    /// <summary>The most that was resident since <see cref="ForgetPeak"/>.</summary>
    public static double Peak() => Read("VmHWM:");

    /// <summary>The peak begins again at what is resident now.</summary>
    public static void ForgetPeak() => File.WriteAllText("/proc/self/clear_refs", "5");

    private static double Read(string name) =>
        double.Parse(
            File.ReadLines("/proc/self/status")
                .First(line => line.StartsWith(name, StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture
        ) / 1024;
}
