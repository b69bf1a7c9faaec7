using System.Text;
using Adapters.Notifications;
using Hub.Announcements;
using Hub.Audit;
using Hub.Orders;
using Hub.Steps;
using Hub.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Tests.Notifications;

namespace Tests.Announcements;

/// <summary>Messages that come back: shown with the order, and nothing else.</summary>
public sealed class BounceTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bounce_reported_later_marks_the_address_and_moves_nothing()
    {
        await using var bench = await AnnouncementBench.OpenAsync();
        var order = await bench.OrderAsync();
        await bench.RunAsync(TimeSpan.FromMinutes(1));
        var body = Report("email", $"<mail.{order}.created@hub.watiqa>", "bounced", "550");

        var first = await AcceptAsync(bench, body);
        var again = await AcceptAsync(bench, body);

        Assert.Equal(new DeliveryReportsResult.Taken(1, 0), first);
        Assert.Equal(first, again);
        var contact = await bench.Store.ReadAsync(db => db.UndeliverableContacts.SingleAsync(Ct));
        Assert.Equal(
            (order, "email", "550", 1),
            (contact.OrderId, contact.Channel, contact.Code, contact.Messages)
        );
        var effect = await bench.Store.ReadAsync(db =>
            db.Effects.SingleAsync(e => e.Key == $"mail:{order}:created", Ct)
        );
        Assert.Equal((TransmissionLevel.Rejected, "bounced 550"), (effect.Level, effect.Detail));
        var state = await bench.Store.ReadAsync(db => db.Orders.Select(o => o.State).SingleAsync(Ct));
        Assert.Equal(OrderState.AwaitingPayment, state);
        Assert.False(await bench.Store.ReadAsync(db => db.Incidents.AnyAsync(Ct)));
    }

    [Fact]
    public async Task A_number_that_takes_no_messages_is_marked_and_the_next_phase_is_written_about_all_the_same()
    {
        await using var bench = await AnnouncementBench.OpenAsync();
        var order = await bench.OrderAsync();
        await bench.RunAsync(TimeSpan.FromMinutes(1));
        await AcceptAsync(bench, Report("sms", $"sms:{order}:created", "bounced", "absent_subscriber"));

        await bench.MoveAsync(order, OrderState.Paid);
        await bench.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(2, bench.Sms.Messages.Count);
        Assert.Equal(2, bench.Mail.Messages.Count);
        Assert.Equal(
            "sms",
            (await bench.Store.ReadAsync(db => db.UndeliverableContacts.SingleAsync(Ct))).Channel
        );
    }

    [Fact]
    public async Task A_delivery_is_noted_and_a_later_bounce_is_the_last_word()
    {
        await using var bench = await AnnouncementBench.OpenAsync();
        var order = await bench.OrderAsync();
        await bench.RunAsync(TimeSpan.FromMinutes(1));
        var reference = $"mail.{order}.created@hub.watiqa";

        await AcceptAsync(bench, Report("email", reference, "delivered", null));
        Assert.Equal(TransmissionLevel.Accepted, await LevelAsync(bench, order));
        await AcceptAsync(bench, Report("email", reference, "bounced", "552"));
        await AcceptAsync(bench, Report("email", reference, "delivered", null));

        Assert.Equal(TransmissionLevel.Rejected, await LevelAsync(bench, order));
    }

    [Fact]
    public async Task What_is_not_ours_is_counted_and_what_is_not_signed_is_not_even_kept()
    {
        await using var bench = await AnnouncementBench.OpenAsync();
        var order = await bench.OrderAsync();
        await bench.RunAsync(TimeSpan.FromMinutes(1));
        var unknown = Report("sms", "sms:nobody:created", "bounced", null);
        // A mail's key under the channel of short messages is nothing we sent.
        var mixed = Report("sms", $"mail:{order}:created", "bounced", null);

        Assert.Equal(new DeliveryReportsResult.Taken(0, 1), await AcceptAsync(bench, unknown));
        Assert.Equal(new DeliveryReportsResult.Taken(0, 1), await AcceptAsync(bench, mixed));
        Assert.IsType<DeliveryReportsResult.Unreadable>(await AcceptAsync(bench, "[]"));
        Assert.IsType<DeliveryReportsResult.Untrusted>(
            await bench
                .Get<AcceptDeliveryReports>()
                .RunAsync(Encoding.UTF8.GetBytes(unknown), "sha256=00", Ct)
        );

        Assert.Equal(
            [PayloadOutcome.Processed, PayloadOutcome.Processed, PayloadOutcome.Rejected],
            await bench.Store.ReadAsync(db =>
                db.ReceivedPayloads.OrderBy(p => p.Outcome).Select(p => p.Outcome).ToListAsync(Ct)
            )
        );
        Assert.False(await bench.Store.ReadAsync(db => db.UndeliverableContacts.AnyAsync(Ct)));
    }

    [Fact]
    public async Task A_short_message_that_is_tried_again_at_night_waits_for_the_morning()
    {
        var night = new DateTimeOffset(2026, 11, 23, 22, 0, 0, TimeSpan.Zero);
        var sender = new CountingSender();
        var handler = new SendSms(
            sender,
            new QuietHours(Options.Create(new AnnouncementOptions())),
            new FakeTimeProvider(night)
        );
        var item = new WorkItem
        {
            Id = Guid.CreateVersion7(),
            Type = "send-sms",
            Partner = "sms",
            Line = "sms",
            EffectKey = "sms:1:paid",
            Input = """{"To":"+212661000000","Text":"Bonjour"}""",
        };

        var outcome = await handler.RunAsync(item, Ct);

        Assert.Equal(
            new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero),
            Assert.IsType<WorkOutcome.Later>(outcome).At
        );
        Assert.Equal(0, sender.Sent);
    }

    [Theory]
    [InlineData("Watiqa : commande CASA-2026-000123 close.", 41, 1)]
    [InlineData("{}", 4, 1)]
    [InlineData("طلبكم جاهز", 10, 1)]
    public void The_price_of_a_short_message_is_that_of_its_alphabet(string text, int letters, int parts)
    {
        var length = SmsLength.Of(text);

        Assert.Equal((letters, parts), (length.Letters, length.Parts));
    }

    [Theory]
    [InlineData('a', 160, 1)]
    [InlineData('a', 161, 2)]
    [InlineData('a', 307, 3)]
    [InlineData('ش', 70, 1)]
    [InlineData('ش', 71, 2)]
    [InlineData('ش', 135, 3)]
    public void A_long_message_is_billed_in_parts(char letter, int count, int parts) =>
        Assert.Equal(parts, SmsLength.Of(new string(letter, count)).Parts);

    private static Task<DeliveryReportsResult> AcceptAsync(AnnouncementBench bench, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return bench
            .Get<AcceptDeliveryReports>()
            .RunAsync(bytes, DeliveryReportTests.Sign(bytes, AnnouncementBench.ReportSecret), Ct);
    }

    private static Task<TransmissionLevel> LevelAsync(AnnouncementBench bench, Guid order) =>
        bench.Store.ReadAsync(db =>
            db.Effects.Where(e => e.Key == $"mail:{order}:created").Select(e => e.Level).SingleAsync(Ct)
        );

    private static string Report(string channel, string reference, string status, string? code) =>
        System.Text.Json.JsonSerializer.Serialize(
            new
            {
                reports = new[]
                {
                    new
                    {
                        channel,
                        reference,
                        status,
                        code,
                    },
                },
            }
        );

    private sealed class CountingSender : ISmsSender
    {
        public int Sent { get; private set; }

        public Task<SmsReply> SendAsync(Sms sms, CancellationToken ct)
        {
            Sent++;
            return Task.FromResult<SmsReply>(new SmsReply.Accepted());
        }

        public Task<SmsReply?> QueryAsync(string reference, CancellationToken ct) =>
            Task.FromResult<SmsReply?>(null);
    }
}
