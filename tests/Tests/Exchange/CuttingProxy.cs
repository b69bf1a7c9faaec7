using System.Net;
using System.Net.Sockets;

namespace Tests.Exchange;

/// <summary>
/// Stands between the hub and a server and cuts the connection after a number of bytes in one direction; then it lets nobody
/// through until it is told to.
/// </summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Lock turn = new();
    private readonly int target;
    private readonly Task accepting;
    private readonly List<long>[] ends =
    [
        [],
        [],
    ];
    private TaskCompletionSource cut = NewSource();
    private TaskCompletionSource open = Opened();
    private Way watched;
    private long left = long.MaxValue;

    public CuttingProxy(int target)
    {
        this.target = target;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Where the hub connects to.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Completed when the connection has been cut.</summary>
    public Task Cut => cut.Task;

    /// <summary>Cuts after this many more bytes.</summary>
    public void CutAfter(Way way, long bytes)
    {
        lock (turn)
        {
            cut = NewSource();
            watched = way;
            left = bytes;
        }
    }

    /// <summary>Does not cut any more, and lets new connections through.</summary>
    public void Release()
    {
        lock (turn)
        {
            left = long.MaxValue;
            open.TrySetResult();
        }
    }

    /// <summary>Counts bytes anew.</summary>
    public void Measure()
    {
        lock (turn)
        {
            ends[0].Clear();
            ends[1].Clear();
        }
    }

    /// <summary>Where each message ended that has passed since <see cref="Measure"/>, in bytes.</summary>
    public IReadOnlyList<long> Ends(Way way)
    {
        lock (turn)
        {
            return [.. ends[(int)way]];
        }
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private static TaskCompletionSource NewSource() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource Opened()
    {
        var source = NewSource();
        source.SetResult();
        return source;
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await listener.AcceptTcpClientAsync(stop.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient hub)
    {
        using (hub)
        {
            await open.Task;
            using var server = new TcpClient { NoDelay = true };
            hub.NoDelay = true;
            await server.ConnectAsync(IPAddress.Loopback, target);
            await Task.WhenAny(PumpAsync(hub, server, Way.ToServer), PumpAsync(server, hub, Way.ToHub));
        }
    }

    /// <summary>Carries bytes until one side ends, or the cut; the end of either pump ends the connection.</summary>
    private async Task PumpAsync(TcpClient from, TcpClient to, Way way)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, stop.Token) is > 0 and var read)
            {
                var allowed = Allow(way, read);
                await to.GetStream().WriteAsync(buffer.AsMemory(0, allowed), stop.Token);
                if (allowed < read)
                {
                    cut.TrySetResult();
                    return;
                }
            }
        }
        catch (Exception exception)
            when (exception
                    is IOException
                        or ObjectDisposedException
                        or OperationCanceledException
                        or InvalidOperationException
            )
        {
            // The other pump has ended the connection.
        }
    }

    private int Allow(Way way, int bytes)
    {
        lock (turn)
        {
            var allowed = way == watched ? (int)Math.Min(left, bytes) : bytes;
            var known = ends[(int)way];
            known.Add((known.Count == 0 ? 0 : known[^1]) + allowed);
            if (way == watched && left != long.MaxValue)
            {
                left -= allowed;
                if (allowed < bytes)
                {
                    // Nobody comes through until somebody has looked at what is left.
                    open = NewSource();
                    left = long.MaxValue;
                }
            }

            return allowed;
        }
    }
}

/// <summary>Which way bytes go.</summary>
internal enum Way
{
    ToServer,
    ToHub,
}
