using System.Security.Cryptography;
using System.Text;

namespace Simulators.Registries;

/// <summary>
/// The secrets the sandbox's bureaus share with the hub, each derived from one master secret, and the signature made with
/// them: HMAC-SHA256 over the body, or over path and query where there is no body.
/// </summary>
internal sealed class BureauSecrets(string master)
{
    public const string Header = "X-Hub-Signature";

    /// <summary>The header's value for what is signed.</summary>
    public string Sign(string bureau, ReadOnlySpan<byte> content) =>
        "sha256="
        + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(SecretOf(bureau)), content));

    /// <summary>Was it signed with the bureau's secret?</summary>
    public bool Verify(string bureau, ReadOnlySpan<byte> content, string? signature) =>
        signature is not null
        && CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(signature),
            Encoding.ASCII.GetBytes(Sign(bureau, content))
        );

    private string SecretOf(string bureau) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(master), Encoding.UTF8.GetBytes(bureau))
        );
}
