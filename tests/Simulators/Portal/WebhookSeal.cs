using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Simulators.Portal;

/// <summary>A portal's own check of a webhook (Standard Webhooks 1.0.0), written from the specification and not from the hub.</summary>
internal static class WebhookSeal
{
    private const string SecretPrefix = "whsec_";
    private const string Version = "v1,";

    /// <summary>A new secret of 32 random bytes.</summary>
    public static string NewSecret() =>
        SecretPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>Is it from somebody who knows the secret, unchanged, and not older or newer than <paramref name="tolerance"/>?</summary>
    public static bool Holds(
        IHeaderDictionary headers,
        string body,
        string secret,
        DateTimeOffset now,
        TimeSpan tolerance
    )
    {
        var (id, timestamp) = (headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString());
        if (
            !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(now.ToUnixTimeSeconds() - (double)seconds) > tolerance.TotalSeconds
        )
        {
            return false;
        }

        var key = Convert.FromBase64String(secret[SecretPrefix.Length..]);
        var expected = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}"));
        var wanted = Encoding.ASCII.GetBytes(Version + Convert.ToBase64String(expected));
        return headers["webhook-signature"]
            .ToString()
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Any(given => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), wanted));
    }
}
