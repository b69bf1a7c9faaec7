using System.Collections.Concurrent;
using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Adapters.Exchange;

/// <summary>
/// A few connections per partner, opened when needed and kept for the next act. One that shows any sign of trouble is
/// dropped: after a time-out the library still believes to be connected (stack.md §4).
/// </summary>
internal sealed class SftpConnections(TimeProvider clock) : IAsyncDisposable
{
    /// <summary>Connections to one server as one user at once; more acts wait for their turn.</summary>
    public const int AtOnce = 4;

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, Server> servers = new(StringComparer.Ordinal);

    /// <summary>
    /// Runs <paramref name="act"/> on a connection that nobody else uses meanwhile. What is done on a drop area may be done
    /// again from its beginning: when a kept connection turns out to be gone, it is, once, on a new one.
    /// </summary>
    public async Task<T> UseAsync<T>(
        DropAreaProfile profile,
        Func<SftpClient, CancellationToken, Task<T>> act,
        CancellationToken ct
    )
    {
        var server = servers.GetOrAdd(KeyOf(profile), _ => new Server());
        await server.Turns.WaitAsync(ct);
        try
        {
            if (server.Take() is { } kept)
            {
                try
                {
                    return await RunAsync(server, kept, act, ct);
                }
                catch (Exception exception) when (exception is SshConnectionException or SocketException)
                {
                    server.Forget();
                }
            }

            return await RunAsync(server, await ConnectAsync(profile, ct), act, ct);
        }
        finally
        {
            server.Turns.Release();
        }
    }

    /// <summary>Closes every connection; one that is in use when its act ends.</summary>
    public ValueTask DisposeAsync()
    {
        foreach (var server in servers.Values)
        {
            server.Close();
        }

        return ValueTask.CompletedTask;
    }

    private static async Task<T> RunAsync<T>(
        Server server,
        SftpClient client,
        Func<SftpClient, CancellationToken, Task<T>> act,
        CancellationToken ct
    )
    {
        var sound = false;
        try
        {
            var result = await act(client, ct);
            sound = true;
            return result;
        }
        catch (SftpException)
        {
            // "No" is an answer of the server; everything else leaves the connection in doubt.
            sound = true;
            throw;
        }
        finally
        {
            if (sound)
            {
                server.Keep(client);
            }
            else
            {
                client.Dispose();
            }
        }
    }

    /// <summary>A new connection, which is the caller's to close.</summary>
    public async Task<SftpClient> ConnectAsync(DropAreaProfile profile, CancellationToken ct)
    {
        if (profile.HostKeys.Count == 0)
        {
            throw new InvalidOperationException(
                "An SFTP partner without a pinned host key is not connected to."
            );
        }

        using var key = new PrivateKeyFile(profile.KeyFile!);
        using var ourKey = new PrivateKeyAuthenticationMethod(profile.User!, SshAlgorithms.Restrict(key));
        var connection = new ConnectionInfo(profile.Host!, profile.Port, profile.User!, ourKey)
        {
            Timeout = profile.Patience,
        };
        SshAlgorithms.Restrict(connection);
        var client = new SftpClient(connection)
        {
            OperationTimeout = profile.Patience,
            KeepAliveInterval = KeepAlive,
        };
        // Without this the library trusts any server (reliability.md, finding 7).
        string? refused = null;
        client.HostKeyReceived += (_, args) =>
        {
            args.CanTrust = PinsOf(profile, args.FingerPrintSHA256)
                .Any(pin => pin.IsTrusted(clock.GetUtcNow()));
            refused = args.CanTrust ? null : args.FingerPrintSHA256;
        };
        try
        {
            await client.ConnectAsync(ct);
            return client;
        }
        catch (SshException exception) when (refused is not null)
        {
            client.Dispose();
            throw new HostKeyRefusedException(
                profile.Host!,
                refused,
                PinsOf(profile, refused).Any(),
                exception
            );
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private static IEnumerable<HostKeyPin> PinsOf(DropAreaProfile profile, string sha256) =>
        profile.HostKeys.Where(pin => pin.Sha256 == sha256);

    // A pin that is taken back, or whose day is over, must not live on in connections that were opened before.
    private string KeyOf(DropAreaProfile profile)
    {
        var now = clock.GetUtcNow();
        var pins = string.Join(
            ',',
            profile.HostKeys.Where(pin => pin.IsTrusted(now)).Select(pin => pin.Sha256)
        );
        return $"{profile.User}@{profile.Host}:{profile.Port} {profile.KeyFile} {pins}";
    }

    /// <summary>The connections to one server as one user.</summary>
    private sealed class Server
    {
        private readonly ConcurrentStack<SftpClient> idle = new();
        private volatile bool closed;

        public SemaphoreSlim Turns { get; } = new(AtOnce, AtOnce);

        /// <summary>A connection that is believed to be sound; null when there is none.</summary>
        public SftpClient? Take()
        {
            while (idle.TryPop(out var client))
            {
                if (client.IsConnected)
                {
                    return client;
                }

                client.Dispose();
            }

            return null;
        }

        public void Keep(SftpClient client)
        {
            idle.Push(client);
            if (closed)
            {
                Forget();
            }
        }

        public void Close()
        {
            closed = true;
            Forget();
        }

        public void Forget()
        {
            while (idle.TryPop(out var client))
            {
                client.Dispose();
            }
        }
    }
}
