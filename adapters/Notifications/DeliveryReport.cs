using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Adapters.Notifications;

/// <summary>What a mail provider or SMS aggregator tells later of a message it took (docs/partners/delivery-reports.md).</summary>
/// <param name="Channel"><c>email</c> or <c>sms</c>.</param>
/// <param name="Reference">The message id of an e-mail, our reference of a short message.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Code">The provider's code: <c>550</c>, <c>absent_subscriber</c>.</param>
public sealed record DeliveryReport(string Channel, string Reference, DeliveryStatus Status, string? Code)
{
    /// <summary>Reports in one message at the most.</summary>
    public const int MaxReports = 1000;

    /// <summary>The header that carries <c>sha256=</c> and the HMAC of the body, in hex.</summary>
    public const string SignatureHeader = "X-Report-Signature";

    private const string Scheme = "sha256=";
    private const int MaxText = 200;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        MaxDepth = 8,
        Converters = { new JsonStringEnumConverter<DeliveryStatus>(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Are these bytes signed with the secret we share? Compared in constant time.</summary>
    public static bool IsSigned(ReadOnlySpan<byte> body, string? signature, string secret)
    {
        if (signature is null || !signature.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return false;
        }

        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
        return CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(expected),
            Encoding.UTF8.GetBytes(signature[Scheme.Length..].ToLower(CultureInfo.InvariantCulture))
        );
    }

    /// <summary>The reports of a body; null when it is not the JSON agreed on.</summary>
    public static IReadOnlyList<DeliveryReport>? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var reports = JsonSerializer.Deserialize<Body>(body, Json)?.Reports;
            return
                reports is { Count: > 0 and <= MaxReports }
                && reports.All(r =>
                    r
                        is {
                            Channel: "email" or "sms",
                            Reference.Length: > 0 and <= MaxText,
                            Code: null or { Length: <= MaxText },
                        }
                    && Enum.IsDefined(r.Status)
                )
                ? reports
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Body(IReadOnlyList<DeliveryReport> Reports);
}

/// <summary>What became of a message.</summary>
public enum DeliveryStatus
{
    /// <summary>The recipient's system took it.</summary>
    Delivered = 1,

    /// <summary>It came back for good: the address or number does not take messages.</summary>
    Bounced = 2,

    /// <summary>It was given up for another reason, such as a full mailbox.</summary>
    Failed = 3,
}
