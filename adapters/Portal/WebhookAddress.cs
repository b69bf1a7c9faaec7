using System.Net;

namespace Adapters.Portal;

/// <summary>
/// Which addresses portals may have their events posted to. A name is looked up only when it is called: this check spares
/// portals a delivery that can never succeed, <see cref="PublicAddresses"/> is what protects the network.
/// </summary>
public static class WebhookAddress
{
    private const string Local = "localhost";

    /// <summary>
    /// What is wrong with the address, or null: <c>url_malformed</c>, <c>url_with_credentials</c>, <c>https_required</c>,
    /// <c>address_not_allowed</c>.
    /// </summary>
    public static string? FindProblem(string text, IReadOnlyList<string> trustedHosts)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0)
        {
            return "url_malformed";
        }

        if (url.UserInfo.Length > 0 || url.Fragment.Length > 0)
        {
            return "url_with_credentials";
        }

        if (!IsSchemeAllowed(url, trustedHosts))
        {
            return "https_required";
        }

        return IsTrusted(url, trustedHosts) || IsPublicName(url) ? null : "address_not_allowed";
    }

    /// <summary>TLS, always; without it only on hosts of this machine's own choice.</summary>
    internal static bool IsSchemeAllowed(Uri url, IReadOnlyList<string> trustedHosts) =>
        url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && IsTrusted(url, trustedHosts));

    private static bool IsTrusted(Uri url, IReadOnlyList<string> trustedHosts) =>
        trustedHosts.Contains(url.Host, StringComparer.OrdinalIgnoreCase);

    private static bool IsPublicName(Uri url) =>
        IPAddress.TryParse(url.Host.Trim('[', ']'), out var address)
            ? PublicAddresses.IsPublic(address)
            : !url.Host.Equals(Local, StringComparison.OrdinalIgnoreCase)
                && !url.Host.EndsWith('.' + Local, StringComparison.OrdinalIgnoreCase)
                && url.Host.Contains('.', StringComparison.Ordinal);
}
