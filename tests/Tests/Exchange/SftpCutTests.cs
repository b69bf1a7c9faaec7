using System.Net.Sockets;
using System.Text;
using Adapters.Exchange;
using Renci.SshNet.Common;

namespace Tests.Exchange;

/// <summary>
/// A real server behind a proxy that cuts the connection at any byte (reliability.md R7): the remote side never shows a final
/// name with wrong content, and what is read is whole or nothing.
/// </summary>
public sealed class SftpCutTests(SftpCutTests.LightServer server) : IClassFixture<SftpCutTests.LightServer>
{
    private const int Lanes = 4;

    private static readonly byte[] Small = Encoding.UTF8.GetBytes(
        "record;request_id;line;document\r\n"
            + string.Concat(
                Enumerable.Range(1, 3).Select(i => $"R;CASA-2026-{i:000000}-R1;1;{new string('x', 150)}\r\n")
            )
            + "T;3;;\r\n"
    );

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, nameof(Way.ToServer))]
    [InlineData(false, nameof(Way.ToHub))]
    [InlineData(true, nameof(Way.ToServer))]
    public async Task A_file_that_is_put_appears_whole_or_not_at_all(bool large, string way)
    {
        var content = large ? Large() : Small;
        await using var measuring = new Lane(server);
        measuring.Proxy.Measure();
        await measuring.Area.PutAsync("out", "measure.csv", content, 3, Ct);

        await OnLanesAsync(
            Plan(measuring.Proxy.Ends(Enum.Parse<Way>(way)), large),
            (lane, place) => lane.PutAsync(Enum.Parse<Way>(way), place, content)
        );
    }

    [Theory]
    [InlineData(false, nameof(Way.ToServer))]
    [InlineData(false, nameof(Way.ToHub))]
    [InlineData(true, nameof(Way.ToHub))]
    public async Task A_file_that_is_read_is_whole_or_nothing(bool large, string way)
    {
        var content = large ? Large() : Small;
        await using var measuring = new Lane(server);
        var drop = await measuring.LeaveAsync(content);
        measuring.Proxy.Measure();
        await measuring.Area.ReadAsync(drop, 1 << 24, Ct);

        await OnLanesAsync(
            Plan(measuring.Proxy.Ends(Enum.Parse<Way>(way)), large),
            (lane, place) => lane.ReadAsync(Enum.Parse<Way>(way), place, content)
        );
    }

    private static byte[] Large()
    {
        var content = new byte[1024 * 1024];
        new Random(7).NextBytes(content);
        return content;
    }

    private static IReadOnlyList<long> Plan(IReadOnlyList<long> ends, bool large)
    {
        var places = large ? CutPlan.Large(ends) : CutPlan.Small(ends, Small.Length);
        TestContext.Current.TestOutputHelper?.WriteLine($"{places.Count} cuts of {ends[^1]} bytes");
        return places;
    }

    private async Task OnLanesAsync(IReadOnlyList<long> places, Func<Lane, long, Task> act)
    {
        var next = -1;
        await Task.WhenAll(
            Enumerable
                .Range(0, Lanes)
                .Select(async _ =>
                {
                    await using var lane = new Lane(server);
                    for (
                        var i = Interlocked.Increment(ref next);
                        i < places.Count;
                        i = Interlocked.Increment(ref next)
                    )
                    {
                        await act(lane, places[i]);
                    }
                })
        );
    }

    /// <summary>A server whose handshake costs little: hundreds of connections are made.</summary>
    public sealed class LightServer : IAsyncLifetime
    {
        internal SshServer Server { get; } =
            new("KexAlgorithms curve25519-sha256\nCiphers aes256-gcm@openssh.com\nMaxSessions 100");

        public ValueTask InitializeAsync() => Server.InitializeAsync();

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }

    /// <summary>A partner of its own, reached through a proxy of its own.</summary>
    private sealed class Lane : IAsyncDisposable
    {
        private readonly DropAreas areas = new(TimeProvider.System);
        private readonly string folder;
        private int files;

        public Lane(LightServer light)
        {
            var server = light.Server;
            Proxy = new CuttingProxy(server.Port);
            var profile = server.Profile(
                "lane" + Guid.NewGuid().ToString("N"),
                [new HostKeyPin { Sha256 = server.Fingerprint }],
                Proxy.Port,
                TimeSpan.FromSeconds(20)
            );
            folder = profile.Root;
            Area = areas.Open(profile);
        }

        public CuttingProxy Proxy { get; }
        public IDropArea Area { get; }

        public async Task<Drop> LeaveAsync(byte[] content)
        {
            var path = Path.Combine(folder, "in", "ANS.csv");
            await File.WriteAllBytesAsync(path, content, Ct);
            await File.WriteAllBytesAsync(path + ".ok", FileSeal.Of(content, 3).ToBytes(), Ct);
            return Assert.Single(await Area.ListAsync("in", Ct));
        }

        public async Task PutAsync(Way way, long place, byte[] content)
        {
            var name = $"REQ{++files}.csv";
            // A connection is there before the cut: it falls into what is put, not into the handshake.
            await Area.ListAsync("in", Ct);
            Proxy.CutAfter(way, place);
            var put = Area.PutAsync("out", name, content, 3, Ct);
            await Task.WhenAny(put, Proxy.Cut);
            AssertWholeOrAbsent(name, content);
            Proxy.Release();
            await OnceMoreIfCutAsync(() => put, () => Area.PutAsync("out", name, content, 3, Ct));

            AssertWholeOrAbsent(name, content);
            Assert.Equal(
                FileSeal.Of(content, 3).ToBytes(),
                await File.ReadAllBytesAsync(Path.Combine(folder, "out", name + ".ok"), Ct)
            );
            File.Delete(Path.Combine(folder, "out", name));
            File.Delete(Path.Combine(folder, "out", name + ".ok"));
        }

        public async Task ReadAsync(Way way, long place, byte[] content)
        {
            var drop = await LeaveAsync(content);
            Proxy.CutAfter(way, place);
            var read = Area.ReadAsync(drop, 1 << 24, Ct);
            await Task.WhenAny(read, Proxy.Cut);
            Proxy.Release();
            byte[]? got = null;
            await OnceMoreIfCutAsync(
                async () => got = await read,
                async () => got = await Area.ReadAsync(drop, 1 << 24, Ct)
            );

            Assert.Equal(content, got);
        }

        public async ValueTask DisposeAsync()
        {
            await areas.DisposeAsync();
            await Proxy.DisposeAsync();
        }

        /// <summary>What was cut is done again from its beginning, as the work loop and the next poll do.</summary>
        private static async Task OnceMoreIfCutAsync(Func<Task> act, Func<Task> again)
        {
            try
            {
                await act();
            }
            catch (Exception exception)
                when (exception is SshException or SocketException or IOException or ObjectDisposedException)
            {
                await again();
            }
        }

        private void AssertWholeOrAbsent(string name, byte[] content)
        {
            var path = Path.Combine(folder, "out", name);
            // The seal is looked at first: it comes last.
            var isSealed = File.Exists(path + ".ok");
            var there = File.Exists(path) ? File.ReadAllBytes(path) : null;
            Assert.True(
                there is null || there.AsSpan().SequenceEqual(content),
                "A final name has wrong content."
            );
            Assert.False(isSealed && there is null, "A seal stands beside nothing.");
        }
    }
}
