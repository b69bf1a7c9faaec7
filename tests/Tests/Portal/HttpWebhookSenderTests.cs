using System.Globalization;
using Adapters.Portal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Simulators.Scenario;

namespace Tests.Portal;

public sealed class HttpWebhookSenderTests : IAsyncLifetime
{
    private const string Body = "{\"id\":\"evt_1\",\"type\":\"order.issued\",\"note\":\"صدر · émis\"}";
    private static readonly DateTimeOffset Now = new(2026, 10, 5, 9, 0, 0, TimeSpan.Zero);
    private readonly string secret = WebhookSignature.NewSecret();
    private readonly FakeTimeProvider clock = new(Now);
    private readonly List<(string Path, IHeaderDictionary Headers, string Body)> heard = [];
    private Func<HttpResponse, Task> answer = _ => Task.CompletedTask;
    private PartnerHost portal = null!;
    private ServiceProvider services = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Uri Endpoint => new(portal.Address, "hooks");

    public async ValueTask InitializeAsync()
    {
        portal = await PartnerHost.StartAsync(
            0,
            routes => routes.Map("/{**path}", (HttpContext context) => HearAsync(context)),
            Ct
        );
        services = Wire("127.0.0.1");
    }

    [Fact]
    public async Task An_event_arrives_byte_by_byte_and_its_signature_holds()
    {
        var reply = await SendAsync();

        Assert.IsType<WebhookReply.Delivered>(reply);
        var (path, headers, body) = Assert.Single(heard);
        Assert.Equal(("/hooks", Body), (path, body));
        Assert.Equal("evt_1", headers["webhook-id"]);
        Assert.True(
            WebhookSignature.Verify(
                "evt_1",
                headers["webhook-timestamp"]!,
                body,
                headers["webhook-signature"]!,
                secret,
                Now
            )
        );
    }

    [Fact]
    public async Task During_a_rotation_it_carries_both_signatures()
    {
        var next = WebhookSignature.NewSecret();

        await services
            .GetRequiredService<IWebhookSender>()
            .SendAsync(new Webhook(Endpoint, "evt_1", Body, [secret, next]), Ct);

        var signatures = heard[0].Headers["webhook-signature"].ToString().Split(' ');
        Assert.Equal(2, signatures.Length);
        Assert.All(signatures, signature => Assert.StartsWith("v1,", signature));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    public async Task Only_an_answer_of_the_200s_is_a_delivery(int status)
    {
        Answer(status);

        Assert.Equal(status, Assert.IsType<WebhookReply.Delivered>(await SendAsync()).Status);
    }

    [Theory]
    [InlineData(304)]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task Any_other_answer_is_a_failed_delivery(int status)
    {
        Answer(status);

        Assert.Equal(new WebhookReply.Failed(status, null), await SendAsync());
    }

    [Fact]
    public async Task Gone_means_no_more()
    {
        Answer(410);

        Assert.IsType<WebhookReply.Gone>(await SendAsync());
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Mon, 05 Oct 2026 09:05:00 GMT", 300)]
    [InlineData("Mon, 05 Oct 2026 08:00:00 GMT", null)]
    public async Task The_portal_may_ask_to_wait(string retryAfter, int? seconds)
    {
        answer = response =>
        {
            response.StatusCode = 429;
            response.Headers.RetryAfter = retryAfter;
            return Task.CompletedTask;
        };

        var failed = Assert.IsType<WebhookReply.Failed>(await SendAsync());

        Assert.Equal(seconds, (int?)failed.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        answer = response =>
        {
            response.StatusCode = 307;
            response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        };

        Assert.Equal(new WebhookReply.Failed(307, null), await SendAsync());
        Assert.Equal("/hooks", Assert.Single(heard).Path);
    }

    [Fact]
    public async Task A_cookie_is_not_carried_to_the_next_portal()
    {
        answer = response =>
        {
            response.Cookies.Append("session", "1");
            return Task.CompletedTask;
        };

        await SendAsync();
        await SendAsync();

        Assert.DoesNotContain("Cookie", heard[1].Headers.Keys);
    }

    [Fact]
    public async Task An_endpoint_that_hangs_is_an_exception()
    {
        answer = response => Task.Delay(Timeout.InfiniteTimeSpan, response.HttpContext.RequestAborted);
        await using var impatient = Wire("127.0.0.1", timeout: "00:00:01");

        await Assert.ThrowsAsync<TaskCanceledException>(() => SendAsync(impatient, Endpoint));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("127.1")]
    public async Task No_wish_of_a_client_makes_us_call_this_machine(string host)
    {
        await using var strict = Wire(trustedHost: null);
        var url = new Uri(
            string.Create(CultureInfo.InvariantCulture, $"https://{host}:{portal.Address.Port}/hooks")
        );

        var reply = await SendAsync(strict, url);

        Assert.Equal(new WebhookReply.Forbidden("address_not_allowed"), reply);
        Assert.Empty(heard);
    }

    [Theory]
    [InlineData("http://portal.example/hooks")]
    [InlineData("ftp://127.0.0.1/hooks")]
    [InlineData("file:///etc/passwd")]
    public async Task Without_tls_only_trusted_hosts_are_called(string url)
    {
        Assert.Equal(new WebhookReply.Forbidden("https_required"), await SendAsync(services, new Uri(url)));
    }

    [Fact]
    public async Task A_body_that_no_receiver_has_to_take_is_our_own_fault()
    {
        var fat = new Webhook(
            Endpoint,
            "evt_1",
            new string('x', HttpWebhookSender.MaxBodyBytes + 1),
            [secret]
        );

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            services.GetRequiredService<IWebhookSender>().SendAsync(fat, Ct)
        );
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await portal.DisposeAsync();
    }

    private Task<WebhookReply> SendAsync() => SendAsync(services, Endpoint);

    private Task<WebhookReply> SendAsync(IServiceProvider wired, Uri url) =>
        wired.GetRequiredService<IWebhookSender>().SendAsync(new Webhook(url, "evt_1", Body, [secret]), Ct);

    private void Answer(int status) =>
        answer = response =>
        {
            response.StatusCode = status;
            return Task.CompletedTask;
        };

    private async Task HearAsync(HttpContext context)
    {
        var body = await context.Request.ReadBodyAsync();
        lock (heard)
        {
            heard.Add(
                (context.Request.Path, new HeaderDictionary(context.Request.Headers.ToDictionary()), body)
            );
        }

        await answer(context.Response);
    }

    private ServiceProvider Wire(string? trustedHost, string timeout = "00:00:15") =>
        new ServiceCollection()
            .AddSingleton<TimeProvider>(clock)
            .AddWebhooks(
                new ConfigurationBuilder()
                    .AddInMemoryCollection(
                        new Dictionary<string, string?>
                        {
                            [$"{WebhookOptions.Section}:TrustedHosts:0"] = trustedHost,
                            [$"{WebhookOptions.Section}:Timeout"] = timeout,
                        }
                    )
                    .Build()
            )
            .BuildServiceProvider();
}
