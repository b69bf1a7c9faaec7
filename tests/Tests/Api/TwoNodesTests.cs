using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Hub.Portal;
using Microsoft.EntityFrameworkCore;
using Tests.Simulation;
using Tests.Storage;
using static Tests.Api.PortalBench;

namespace Tests.Api;

/// <summary>One key at two nodes, and callers who hang up (reliability.md, R12): one order, and one answer for whoever asks.</summary>
public sealed class TwoNodesTests
{
    private const int CallsPerNode = 20;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_key_at_two_nodes_at_once_places_one_order_and_both_tell_the_same()
    {
        await using var database = await TestDatabase.CreatePostgresAsync();
        var folder = Directory.CreateTempSubdirectory("hub-nodes-");
        await using var first = StartNode(database, folder);
        await using var second = StartNode(database, folder);
        using var portal = first.Portal();
        using var same = second.Portal();

        for (var round = 0; round < 5; round++)
        {
            var key = Guid.NewGuid().ToString();
            var body = PortalOrder.New(round + 1).ToJsonString();
            var answers = await Task.WhenAll(
                Enumerable
                    .Range(0, CallsPerNode)
                    .SelectMany(_ => (HttpClient[])[portal, same])
                    .Select(node => PlaceAsync(node, body, key))
            );

            // Until the first is answered, the others are asked for patience (409) or hear it (201); nobody hears anything else.
            Assert.All(answers, answer => Assert.Contains(answer.Status, new[] { 201, 409 }));
            var told = await PlaceAsync(portal, body, key);
            Assert.Equal(told, await PlaceAsync(same, body, key));
            Assert.All(answers.Where(a => a.Status == 201), answer => Assert.Equal(told.Body, answer.Body));
        }

        Assert.Equal(5, await first.Store.ReadAsync(db => db.Orders.CountAsync(Ct)));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Who_hangs_up_before_hearing_the_answer_hears_it_the_next_time()
    {
        await using var hub = HubApplication.Start();
        using var portal = hub.Portal();
        var key = Guid.NewGuid().ToString();
        var body = PortalOrder.New(1).ToJsonString();

        // The order is placed, and nobody is there to hear it.
        using (var socket = await SendAsync(hub.Address, body, key))
        {
            await UntilAsync(() => hub.Store.ReadAsync(db => db.Orders.AnyAsync(Ct)));
        }

        using var again = await SendAsync(portal, body, key);

        await ReadAsync(again, 201);
        Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotent-Replayed")));
        Assert.Equal(1, await hub.Store.ReadAsync(db => db.Orders.CountAsync(Ct)));
    }

    [Fact]
    public async Task Who_hangs_up_in_the_middle_of_the_call_has_one_order_and_hears_of_it()
    {
        await using var hub = HubApplication.Start();
        using var portal = hub.Portal();
        var key = Guid.NewGuid().ToString();
        var body = PortalOrder.New(1).ToJsonString();
        var (held, free) = (new TaskCompletionSource(), new TaskCompletionSource());
        // Somebody is writing: the call gets as far as the store and waits there.
        var writing = hub.Store.WriteAsync(
            async _ =>
            {
                held.SetResult();
                await free.Task;
            },
            Ct
        );
        await held.Task;
        using var patience = new CancellationTokenSource();
        using var message = Message(body, key);
        var call = portal.SendAsync(message, patience.Token);
        await UntilAsync(() => Task.FromResult(IsInFlight(hub, key)));

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        free.SetResult();
        await writing;

        await UntilAsync(async () => (await PlaceAsync(portal, body, key)).Status == 201);
        Assert.Equal(1, await hub.Store.ReadAsync(db => db.Orders.CountAsync(Ct)));
    }

    private static HubApplication StartNode(TestDatabase database, DirectoryInfo folder) =>
        HubApplication.Start(
            ("Storage:Kind", "postgres"),
            ("Storage:ConnectionString", database.ConnectionString),
            ("Sealing:MasterKeyFile", Path.Combine(folder.FullName, "master.key"))
        );

    private static bool IsInFlight(HubApplication hub, string key)
    {
        using var entered = hub.Get<CallsInFlight>().TryEnter("portal", key);
        return entered is null;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        while (!await holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Ct);
        }
    }

    private static async Task<(int Status, string Body)> PlaceAsync(
        HttpClient portal,
        string body,
        string key
    )
    {
        using var response = await SendAsync(portal, body, key);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Ct));
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient portal, string body, string key)
    {
        using var message = Message(body, key);
        return await portal.SendAsync(message, Ct);
    }

    private static HttpRequestMessage Message(string body, string key)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, "api/v1/orders")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        message.Headers.Add("Idempotency-Key", key);
        return message;
    }

    private static async Task<TcpClient> SendAsync(Uri address, string body, string key)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port, Ct);
        var length = Encoding.UTF8.GetByteCount(body);
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"POST /api/v1/orders HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {HubApplication.PortalKey}\r\nIdempotency-Key: {key}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
        );
        await socket.GetStream().WriteAsync(Encoding.UTF8.GetBytes(head + body), Ct);
        return socket;
    }
}
