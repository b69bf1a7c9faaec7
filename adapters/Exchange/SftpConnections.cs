using System.Collections.Concurrent;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Adapters.Exchange;

/// <summary>
/// One connection per server and user, opened when needed, dropped at the first sign of trouble: after a time-out the
/// library still believes to be connected (stack.md §4).
/// </summary>
internal sealed class SftpConnections : IAsyncDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan OperationTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, Pooled> pool = new(StringComparer.Ordinal);

    /// <summary>Runs <paramref name="act"/> on the partner's connection, one act at a time.</summary>
    public async Task<T> UseAsync<T>(
        DropAreaProfile profile,
        Func<SftpClient, CancellationToken, Task<T>> act,
        CancellationToken ct
    )
    {
        var pooled = pool.GetOrAdd($"{profile.User}@{profile.Host}:{profile.Port}", _ => new Pooled());
        await pooled.Turn.WaitAsync(ct);
        try
        {
            pooled.Client ??= await ConnectAsync(profile, ct);
            return await act(pooled.Client, ct);
        }
        catch (Exception exception)
            when (exception
                    is SshException
                        or IOException
                        or OperationCanceledException
                        or ObjectDisposedException
            )
        {
            // "No such file" is an answer; everything else leaves the connection in doubt.
            if (exception is not (SftpPathNotFoundException or SftpPermissionDeniedException))
            {
                pooled.Drop();
            }

            throw;
        }
        finally
        {
            pooled.Turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pooled in pool.Values)
        {
            await pooled.Turn.WaitAsync();
            pooled.Drop();
            pooled.Turn.Dispose();
        }
    }

    private static async Task<SftpClient> ConnectAsync(DropAreaProfile profile, CancellationToken ct)
    {
        if (profile.HostFingerprints.Count == 0)
        {
            throw new InvalidOperationException(
                "An SFTP partner without a pinned host key is not connected to."
            );
        }

        var key = new PrivateKeyFile(profile.KeyFile!);
        var connection = new ConnectionInfo(
            profile.Host!,
            profile.Port,
            profile.User!,
            new PrivateKeyAuthenticationMethod(profile.User!, key)
        )
        {
            Timeout = ConnectTimeout,
        };
        var client = new SftpClient(connection)
        {
            OperationTimeout = OperationTimeout,
            KeepAliveInterval = KeepAlive,
        };
        // Without this the library trusts any server (reliability.md, finding 7).
        string? refused = null;
        client.HostKeyReceived += (_, args) =>
        {
            args.CanTrust = profile.HostFingerprints.Contains(args.FingerPrintSHA256, StringComparer.Ordinal);
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
            throw new HostKeyRefusedException(profile.Host!, refused, exception);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private sealed class Pooled
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);
        public SftpClient? Client { get; set; }

        public void Drop()
        {
            Client?.Dispose();
            Client = null;
        }
    }
}
