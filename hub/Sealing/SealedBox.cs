using System.Security.Cryptography;
using System.Text;

namespace Hub.Sealing;

/// <summary>
/// AES-256-GCM: version, nonce, content, tag. What is sealed for one place opens at no other: the place is authenticated
/// with it.
/// </summary>
internal static class SealedBox
{
    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>Bytes that sealing adds.</summary>
    public const int Overhead = 1 + NonceLength + TagLength;

    /// <summary>Seals <paramref name="content"/> for <paramref name="place"/>.</summary>
    public static byte[] Seal(byte[] key, string place, ReadOnlySpan<byte> content)
    {
        var box = new byte[content.Length + Overhead];
        box[0] = Version;
        var nonce = box.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(
            nonce,
            content,
            box.AsSpan(1 + NonceLength, content.Length),
            box.AsSpan(box.Length - TagLength),
            Encoding.UTF8.GetBytes(place)
        );
        return box;
    }

    /// <summary>Opens what was sealed for <paramref name="place"/>.</summary>
    /// <exception cref="SealingException">Another key, another place, or a changed byte.</exception>
    public static byte[] Open(byte[] key, string place, ReadOnlySpan<byte> box)
    {
        if (box.Length < Overhead || box[0] != Version)
        {
            throw new SealingException($"What is kept at '{place}' is not sealed.");
        }

        var content = new byte[box.Length - Overhead];
        using var aes = new AesGcm(key, TagLength);
        try
        {
            aes.Decrypt(
                box.Slice(1, NonceLength),
                box.Slice(1 + NonceLength, content.Length),
                box[^TagLength..],
                content,
                Encoding.UTF8.GetBytes(place)
            );
        }
        catch (AuthenticationTagMismatchException exception)
        {
            throw new SealingException(
                $"What is kept at '{place}' does not open: another key sealed it, or it was changed.",
                exception
            );
        }

        return content;
    }
}
