using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Hub.Sealing;

/// <summary>A key that wraps data keys and is itself nowhere but in a file of the machine (security.md, secrets at rest).</summary>
/// <param name="Name">What wrapped keys remember it by.</param>
/// <param name="Key">32 bytes.</param>
internal sealed partial record MasterKey(string Name, byte[] Key)
{
    public const int Length = 32;

    /// <summary>A new key of random bytes.</summary>
    public static MasterKey New(string name) => new(name, RandomNumberGenerator.GetBytes(Length));

    /// <summary>The key as a line of the file.</summary>
    public string ToLine() => $"{Name}:{Convert.ToBase64String(Key)}";

    /// <summary>The keys of a file, the one that seals first.</summary>
    /// <exception cref="SealingException">A line is not a key.</exception>
    public static IReadOnlyList<MasterKey> ReadAll(IEnumerable<string> lines)
    {
        var keys = new List<MasterKey>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (line.Trim().Length > 0)
            {
                keys.Add(Read(line.Trim(), number));
            }
        }

        return keys.Count > 0 ? keys : throw new SealingException("The master key file holds no key.");
    }

    private static MasterKey Read(string line, int number)
    {
        var match = Line().Match(line);
        var key = new byte[Length];
        return
            match.Success
            && Convert.TryFromBase64String(match.Groups["key"].Value, key, out var length)
            && length == Length
            ? new MasterKey(match.Groups["name"].Value, key)
            // The line itself is not shown: it may be a key with a typing error.
            : throw new SealingException(
                $"Line {number} of the master key file is not 'name:base64 of {Length} bytes'."
            );
    }

    [GeneratedRegex(
        @"\A(?<name>[A-Za-z0-9._-]{1,40}):(?<key>[A-Za-z0-9+/]{43}=)\z",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Line();
}

/// <summary>Something sealed cannot be opened, or nothing can be sealed: the hub does not start, or the call fails.</summary>
internal sealed class SealingException(string message, Exception? inner = null) : Exception(message, inner);
