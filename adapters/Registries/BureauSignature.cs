using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Adapters.Registries;

/// <summary>
/// HMAC-SHA256 of the body under the secret we share with one bureau: <c>X-Hub-Signature: sha256=…</c>. The body itself
/// carries <c>sentAt</c>, so an old message cannot be played again.
/// </summary>
public static class BureauSignature
{
    public const string Header = "X-Hub-Signature";
    private const string Prefix = "sha256=";

    /// <summary>A message older or newer than this is refused.</summary>
    public static readonly TimeSpan ReplayWindow = TimeSpan.FromMinutes(15);

    /// <summary>The header's value for a body.</summary>
    public static string Sign(ReadOnlySpan<byte> body, string secret) =>
        Prefix + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    /// <summary>Is the body signed by the bureau?</summary>
    public static bool Verify(ReadOnlySpan<byte> body, string? header, string secret) =>
        header is not null
        && CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(header),
            Encoding.ASCII.GetBytes(Sign(body, secret))
        );

    /// <summary>Was it sent just now?</summary>
    public static bool IsFresh(string? sentAt, DateTimeOffset now) =>
        DateTimeOffset.TryParse(
            sentAt,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var at
        )
        && (now - at).Duration() <= ReplayWindow;
}
