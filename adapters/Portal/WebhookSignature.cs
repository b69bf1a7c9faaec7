using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Adapters.Portal;

/// <summary>Standard Webhooks 1.0.0: <c>v1,</c> + Base64 of HMAC-SHA256 over <c>id.timestamp.body</c>.</summary>
public static class WebhookSignature
{
    private const string Prefix = "whsec_";
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>A new secret of 32 random bytes.</summary>
    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>The <c>webhook-signature</c> header for all secrets, separated by spaces.</summary>
    public static string Sign(string id, DateTimeOffset at, string body, IEnumerable<string> secrets) =>
        string.Join(' ', secrets.Select(secret => "v1," + Compute(id, Seconds(at), body, secret)));

    /// <summary>The <c>webhook-timestamp</c> header.</summary>
    public static string Timestamp(DateTimeOffset at) => Seconds(at);

    /// <summary>Is one of the signatures ours, and the message not older or newer than five minutes?</summary>
    public static bool Verify(
        string id,
        string timestamp,
        string body,
        string signatures,
        string secret,
        DateTimeOffset now
    )
    {
        if (
            !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(now.ToUnixTimeSeconds() - (decimal)seconds) > (decimal)Tolerance.TotalSeconds
        )
        {
            return false;
        }

        var expected = Encoding.UTF8.GetBytes("v1," + Compute(id, timestamp, body, secret));
        var found = false;
        foreach (var signature in signatures.Split(' '))
        {
            found |= CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), expected);
        }

        return found;
    }

    private static string Seconds(DateTimeOffset at) =>
        at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static string Compute(string id, string timestamp, string body, string secret)
    {
        var key = Convert.FromBase64String(
            secret.StartsWith(Prefix, StringComparison.Ordinal) ? secret[Prefix.Length..] : secret
        );
        return Convert.ToBase64String(
            HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}"))
        );
    }
}
