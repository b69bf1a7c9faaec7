using Renci.SshNet;
using Renci.SshNet.Security;

namespace Adapters.Exchange;

/// <summary>
/// What may be agreed on with a server: no SHA-1, no CBC, no arcfour, no DSA, no small groups. A server that offers nothing
/// of this is not spoken to.
/// </summary>
internal static class SshAlgorithms
{
    private static readonly HashSet<string> KeyExchange =
    [
        "mlkem768x25519-sha256",
        "sntrup761x25519-sha512",
        "sntrup761x25519-sha512@openssh.com",
        "curve25519-sha256",
        "curve25519-sha256@libssh.org",
        "ecdh-sha2-nistp256",
        "ecdh-sha2-nistp384",
        "ecdh-sha2-nistp521",
        "diffie-hellman-group14-sha256",
        "diffie-hellman-group16-sha512",
        "diffie-hellman-group18-sha512",
        "diffie-hellman-group-exchange-sha256",
    ];

    private static readonly HashSet<string> Ciphers =
    [
        "chacha20-poly1305@openssh.com",
        "aes128-gcm@openssh.com",
        "aes256-gcm@openssh.com",
        "aes128-ctr",
        "aes192-ctr",
        "aes256-ctr",
    ];

    private static readonly HashSet<string> Macs =
    [
        "hmac-sha2-256-etm@openssh.com",
        "hmac-sha2-512-etm@openssh.com",
        "hmac-sha2-256",
        "hmac-sha2-512",
    ];

    private static readonly HashSet<string> Keys =
    [
        "ssh-ed25519",
        "ecdsa-sha2-nistp256",
        "ecdsa-sha2-nistp384",
        "ecdsa-sha2-nistp521",
        "rsa-sha2-256",
        "rsa-sha2-512",
    ];

    /// <summary>Takes everything from a connection that is not on the lists.</summary>
    public static void Restrict(ConnectionInfo connection)
    {
        Keep(connection.KeyExchangeAlgorithms, KeyExchange);
        Keep(connection.Encryptions, Ciphers);
        Keep(connection.HmacAlgorithms, Macs);
        Keep(connection.HostKeyAlgorithms, Keys);
    }

    /// <summary>Our key, used only in ways that are on the lists: an RSA key never signs with SHA-1.</summary>
    public static IPrivateKeySource Restrict(PrivateKeyFile key) => new AllowedUses(key);

    private static void Keep<T>(IDictionary<string, T> offered, HashSet<string> allowed)
    {
        foreach (var name in offered.Keys.Where(name => !allowed.Contains(name)).ToList())
        {
            offered.Remove(name);
        }
    }

    private sealed class AllowedUses(PrivateKeyFile key) : IPrivateKeySource
    {
        public IReadOnlyCollection<HostAlgorithm> HostKeyAlgorithms { get; } =
        [.. key.HostKeyAlgorithms.Where(use => Keys.Contains(use.Name))];
    }
}
