using System.Net;
using Adapters.Notifications;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Simulators.Scenario;
using Simulators.Sms;
using Tests.Simulation;

namespace Tests.Notifications;

public sealed class HttpSmsSenderTests : IDisposable
{
    private const string Phone = "+212661234567";
    private static readonly SmsSinkSettings Good = new() { LostReplies = 0, Unavailable = 0 };
    private readonly PartnerDesk desk = new("sms");
    private ServiceProvider? services;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_taken_and_known_afterwards()
    {
        await using var sink = await StartAsync(Good);
        var sender = Sender(sink.Address);

        var before = await sender.QueryAsync("order:1:paid", Ct);
        var reply = await sender.SendAsync(new Sms("order:1:paid", Phone, "تم أداء طلبكم · payé"), Ct);
        var after = await sender.QueryAsync("order:1:paid", Ct);

        Assert.Null(before);
        Assert.IsType<SmsReply.Accepted>(reply);
        Assert.IsType<SmsReply.Accepted>(after);
        var stored = Assert.Single(sink.Messages);
        Assert.Equal(("تم أداء طلبكم · payé", "Watiqa", Phone), (stored.Text, stored.Sender, stored.To));
    }

    [Fact]
    public async Task A_lost_reply_is_a_failure_and_the_reference_finds_the_message_again()
    {
        await using var sink = await StartAsync(Good with { LostReplies = 1 });
        var sender = Sender(sink.Address);
        var sms = new Sms("order:2:issued", Phone, "…");

        await Assert.ThrowsAsync<HttpRequestException>(() => sender.SendAsync(sms, Ct));
        var known = await sender.QueryAsync(sms.Reference, Ct);
        await sender.SendAsync(sms, Ct);

        Assert.IsType<SmsReply.Accepted>(known);
        Assert.Single(sink.Messages);
        Assert.Equal("order:2:issued", Assert.Single(desk.Done("sms")));
    }

    [Fact]
    public async Task An_aggregator_that_is_away_is_a_failure_and_took_nothing()
    {
        await using var sink = await StartAsync(Good with { Unavailable = 1 });

        await Assert.ThrowsAsync<HttpRequestException>(() =>
            Sender(sink.Address).SendAsync(new Sms("order:3:paid", Phone, "…"), Ct)
        );

        Assert.Empty(sink.Messages);
    }

    [Theory]
    [InlineData("0661234567", "invalid_number")]
    [InlineData("+212522334455", "not_a_mobile")]
    public async Task A_number_that_cannot_be_written_to_is_an_answer(string to, string code)
    {
        await using var sink = await StartAsync(Good);

        var reply = await Sender(sink.Address).SendAsync(new Sms("order:4:paid", to, "…"), Ct);

        Assert.Equal(code, Assert.IsType<SmsReply.Refused>(reply).Code);
        Assert.Empty(sink.Messages);
    }

    [Fact]
    public async Task A_wrong_token_is_our_own_fault_and_never_the_citizens()
    {
        await using var sink = await StartAsync(Good with { Token = "another" });

        await Assert.ThrowsAsync<HttpRequestException>(() =>
            Sender(sink.Address).SendAsync(new Sms("order:5:paid", Phone, "…"), Ct)
        );
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "<html>maintenance</html>")]
    [InlineData(HttpStatusCode.OK, "{\"status\":\"perhaps\"}")]
    [InlineData(HttpStatusCode.OK, "null")]
    [InlineData(HttpStatusCode.Found, "")]
    [InlineData(HttpStatusCode.UnprocessableEntity, "no json")]
    public async Task An_answer_that_says_nothing_we_know_is_a_failure(HttpStatusCode status, string body)
    {
        await using var odd = await OddAsync(status, body);

        await Assert.ThrowsAsync<HttpRequestException>(() =>
            Sender(odd.Address).SendAsync(new Sms("order:6:paid", Phone, "…"), Ct)
        );
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_to_its_end()
    {
        await using var odd = await OddAsync(HttpStatusCode.OK, new string(' ', 2_000_000));

        await Assert.ThrowsAsync<HttpRequestException>(() =>
            Sender(odd.Address).SendAsync(new Sms("order:7:paid", Phone, "…"), Ct)
        );
    }

    public void Dispose()
    {
        services?.Dispose();
        desk.Dispose();
    }

    private static Task<PartnerHost> OddAsync(HttpStatusCode status, string body) =>
        PartnerHost.StartAsync(
            0,
            routes =>
                routes.MapPost(
                    "/messages",
                    (HttpContext context) =>
                    {
                        context.Response.StatusCode = (int)status;
                        context.Response.ContentType = "application/json";
                        context.Response.Headers.Location = "/messages/elsewhere";
                        return context.Response.WriteAsync(body, context.RequestAborted);
                    }
                ),
            Ct
        );

    private async Task<SmsSink> StartAsync(SmsSinkSettings settings)
    {
        var sink = new SmsSink(settings, desk.Clock, desk.Journal, seed: 7);
        await sink.StartAsync(0, Ct);
        return sink;
    }

    private ISmsSender Sender(Uri address)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    [$"{SmsOptions.Section}:BaseAddress"] = address.AbsoluteUri,
                    [$"{SmsOptions.Section}:Token"] = Good.Token,
                    [$"{EmailOptions.Section}:Host"] = "127.0.0.1",
                    [$"{EmailOptions.Section}:From"] = "no-reply@hub.example",
                }
            )
            .Build();
        services ??= new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddNotificationSenders(configuration)
            .BuildServiceProvider();
        return services.GetRequiredService<ISmsSender>();
    }
}
