using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Simulators.Post;

/// <summary>Random numbers that belong to one thing: the same whatever happens to other things meanwhile.</summary>
internal static class Draws
{
    /// <summary>The draws for <paramref name="thing"/> under a seed.</summary>
    public static Random For(int seed, string thing)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{seed}:{thing}");
        return new Random(
            BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)))
        );
    }
}
