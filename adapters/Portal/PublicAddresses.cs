using System.Net;
using System.Net.Sockets;

namespace Adapters.Portal;

/// <summary>
/// Connects only to public addresses. The check is made on the address that is really connected to, so a name that
/// resolves differently a moment later gains nothing.
/// </summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("0.0.0.0/8"),
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.0.0.0/24"),
        IPNetwork.Parse("192.0.2.0/24"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("198.18.0.0/15"),
        IPNetwork.Parse("198.51.100.0/24"),
        IPNetwork.Parse("203.0.113.0/24"),
        IPNetwork.Parse("224.0.0.0/3"),
        // Unspecified, loopback and the old embedding of IPv4; then the newer ways to write an IPv4 address inside IPv6.
        IPNetwork.Parse("::/96"),
        IPNetwork.Parse("64:ff9b::/96"),
        IPNetwork.Parse("64:ff9b:1::/48"),
        IPNetwork.Parse("2001::/32"),
        IPNetwork.Parse("2002::/16"),
        IPNetwork.Parse("fc00::/7"),
        IPNetwork.Parse("fe80::/10"),
        IPNetwork.Parse("ff00::/8"),
    ];

    /// <summary>May this address be called by anybody's wish?</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Array.Exists(
            Private,
            network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain)
        );
    }

    /// <summary>Connects to the first public address of the host; <paramref name="trusted"/> hosts may be anywhere.</summary>
    public static async ValueTask<Stream> ConnectAsync(
        DnsEndPoint end,
        IReadOnlyList<string> trusted,
        CancellationToken ct
    )
    {
        var addresses = await Dns.GetHostAddressesAsync(end.Host, ct);
        var allowed = trusted.Contains(end.Host, StringComparer.OrdinalIgnoreCase)
            ? addresses
            : Array.FindAll(addresses, IsPublic);
        if (allowed.Length == 0)
        {
            throw new ForbiddenAddressException(end.Host);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, end.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The host has no address that may be called.</summary>
internal sealed class ForbiddenAddressException(string host)
    : HttpRequestException($"The host '{host}' has no public address.");
