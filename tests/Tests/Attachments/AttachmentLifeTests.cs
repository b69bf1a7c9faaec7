using System.Text.Json.Nodes;
using Hub.Attachments;
using Hub.Schedules;
using Microsoft.EntityFrameworkCore;
using Tests.Api;

namespace Tests.Attachments;

/// <summary>From the portal to the clerk's eyes, and away when nobody needs it any more.</summary>
public sealed class AttachmentLifeTests(PortalBench bench) : IClassFixture<PortalBench>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_has_the_order_in_hand_sees_the_file_as_it_came_and_the_look_is_kept()
    {
        var file = TestFiles.Jpeg(4000, 3000);
        var id = await SendAsync(file);
        var order = await PlaceWithAsync(id);

        var opened = await OpenAsync(order, id);

        Assert.Equal("image/jpeg", opened!.MediaType);
        Assert.Equal(file, opened.Content);
        var look = await bench.Hub.Store.ReadAsync(db =>
            db.AttachmentLooks.SingleAsync(l => l.OrderId == order, Ct)
        );
        Assert.Equal((id, "user:clerk", bench.Hub.Store.Now), (look.AttachmentId, look.Actor, look.At));
    }

    [Fact]
    public async Task An_order_opens_no_file_it_does_not_name()
    {
        var id = await SendAsync(TestFiles.Png());
        var other = await PlaceWithAsync(await SendAsync(TestFiles.Png(2, 2)));

        Assert.Null(await OpenAsync(other, id));
        Assert.False(
            await bench.Hub.Store.ReadAsync(db => db.AttachmentLooks.AnyAsync(l => l.AttachmentId == id, Ct))
        );
    }

    [Fact]
    public async Task In_the_database_no_byte_of_it_can_be_read()
    {
        var file = TestFiles.Pdf();
        var id = await SendAsync(file);

        var kept = await bench.Hub.Store.ReadAsync(db => db.Attachments.SingleAsync(a => a.Id == id, Ct));

        Assert.Equal(file.Length, kept.Size);
        Assert.Equal(-1, kept.Content.AsSpan().IndexOf("/Catalog"u8));
    }

    [Fact]
    public async Task A_file_goes_a_month_after_the_last_order_that_names_it_and_a_week_after_it_came_when_none_does()
    {
        var unnamed = await SendAsync(TestFiles.Png(1, 2));
        var done = await SendAsync(TestFiles.Png(1, 3));
        var shared = await SendAsync(TestFiles.Png(1, 4));
        var over = await PlaceWithAsync(done, shared);
        var waiting = await PlaceWithAsync(shared);
        await EndAsync(over);

        await PurgeAfterAsync(TimeSpan.FromDays(8));
        Assert.Equal(
            (false, true, true),
            (await IsKeptAsync(unnamed), await IsKeptAsync(done), await IsKeptAsync(shared))
        );

        await PurgeAfterAsync(TimeSpan.FromDays(23));
        Assert.Equal((false, true), (await IsKeptAsync(done), await IsKeptAsync(shared)));

        var purged = await bench.Hub.Store.ReadAsync(db => db.Attachments.SingleAsync(a => a.Id == done, Ct));
        Assert.Equal((TestFiles.Png(1, 3).Length, 64), (purged.Size, purged.Sha256.Length));
        Assert.Null(await OpenAsync(over, done));
        Assert.NotNull(await OpenAsync(waiting, shared));
    }

    private Task<OpenedAttachment?> OpenAsync(Guid order, Guid id) =>
        bench.Hub.Get<OpenAttachment>().RunAsync(order, id, "user:clerk", Ct);

    private async Task<Guid> SendAsync(byte[] file)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "paper" } };
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/v1/attachments") { Content = form };
        message.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var response = await bench.Portal.SendAsync(message, Ct);
        return (await PortalBench.ReadAsync(response, 201)).GetProperty("id").GetGuid();
    }

    private async Task<Guid> PlaceWithAsync(params Guid[] files)
    {
        var order = bench.NewOrder();
        order["attachments"] = new JsonArray([.. files.Select(id => JsonValue.Create(id.ToString()))]);
        return (await bench.PlaceAsync(order)).GetProperty("id").GetGuid();
    }

    private async Task EndAsync(Guid order)
    {
        using var response = await bench.PostAsync($"orders/{order}/cancellation", null);
        await PortalBench.ReadAsync(response, 202);
    }

    // The clock alone: days of work of a whole hub are not wanted here.
    private async Task PurgeAfterAsync(TimeSpan time)
    {
        await bench.Hub.SettleAsync(Ct);
        bench.Hub.Get<Hub.Operations.SteppedClock>().AdvanceTo(bench.Hub.Store.Now + time);
        await bench.Hub.Get<PurgeExpired>().RunAsync(Ct);
    }

    private Task<bool> IsKeptAsync(Guid id) =>
        bench.Hub.Store.ReadAsync(db => db.Attachments.AnyAsync(a => a.Id == id && a.Content != null, Ct));
}
