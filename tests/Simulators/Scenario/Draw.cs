using System.Security.Cryptography;
using System.Text;

namespace Simulators.Scenario;

/// <summary>
/// Chance that repeats. Each decision draws from its own stream, named by what it is about, so that the same seed gives the
/// same story whatever the order in which requests happen to arrive.
/// </summary>
internal sealed class Draw(int seed)
{
    /// <summary>The stream of <paramref name="subject"/>: always the same numbers under the same seed.</summary>
    public Random For(string subject)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}:{subject}"));
        return new Random(BitConverter.ToInt32(hash));
    }

    /// <summary>Does it happen to <paramref name="subject"/>, as it does in <paramref name="share"/> (0 to 1) of all cases?</summary>
    public bool Happens(double share, string subject) => For(subject).NextDouble() < share;
}

/// <summary>Draws that read as a sentence.</summary>
internal static class Draws
{
    /// <summary>One of <paramref name="choices"/>.</summary>
    public static T OneOf<T>(this Random random, IReadOnlyList<T> choices) =>
        choices[random.Next(choices.Count)];

    /// <summary>A duration between two others.</summary>
    public static TimeSpan Between(this Random random, TimeSpan from, TimeSpan to) =>
        from + ((to - from) * random.NextDouble());
}
