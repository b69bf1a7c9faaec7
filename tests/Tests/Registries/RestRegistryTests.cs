using System.Security.Cryptography;
using System.Text;
using Adapters.Registries;
using Simulators.Registries;
using Simulators.Scenario;
using Tests.Architecture;
using Tests.Simulation;

namespace Tests.Registries;

/// <summary>The REST channel against the simulated systems of the bureaus.</summary>
public sealed class RestRegistryTests : RegistryChannelContract, IAsyncLifetime
{
    private const string Secret = "a-master-secret-of-the-tests";

    /// <summary>Nobody listens there: these bureaus never push.</summary>
    private static readonly Uri NoHub = new("http://127.0.0.1:9/");

    private static readonly BureauHabits AskedOnly = BureauHabits.None with { PolledOnly = 1 };

    private readonly PartnerDesk desk = new("bureaus");
    private readonly HttpClient http = new();
    private RestBureaus bureaus = null!;
    private AnswerPush push = null!;

    private protected override IRegistryChannel Channel => new RestRegistry(http, desk.Clock);

    private protected override BureauEndpoint Endpoint =>
        new(
            Bureau,
            new Uri(bureaus.AddressPattern.Replace("{code}", Bureau, StringComparison.Ordinal)),
            Convert.ToHexStringLower(
                HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(Bureau))
            )
        );

    public async ValueTask InitializeAsync() => await OpenAsync(AskedOnly);

    public async ValueTask DisposeAsync()
    {
        await bureaus.DisposeAsync();
        push.Dispose();
        http.Dispose();
        desk.Dispose();
    }

    private protected override async Task LoseRepliesAsync()
    {
        await bureaus.DisposeAsync();
        push.Dispose();
        await OpenAsync(AskedOnly with { LostReplies = 1 });
    }

    private protected override Task PassAsync(TimeSpan time) => desk.PassAsync(time, Ct);

    private protected override IReadOnlyList<string> Taken() => desk.Done("request");

    [Fact]
    public async Task A_page_keeps_its_good_answers_beside_those_that_are_none()
    {
        var page = await ReadAsync(
            """{"answers":[null,{"requestId":"A","line":1,"outcome":"issued","issuedCopies":"two"},{"requestId":"B","line":1,"outcome":"in_search"}],"next":"5"}"""
        );

        Assert.Equal("B", Assert.Single(page.Answers).RequestId);
        Assert.Equal([0, 1], page.Unreadable);
        Assert.Equal((true, "5"), (page.IsReadable, page.Next));
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("null")]
    [InlineData("""{"answers":5}""")]
    public async Task A_body_that_is_no_page_is_given_back_as_it_came(string body)
    {
        var page = await ReadAsync(body);

        Assert.Equal((false, body), (page.IsReadable, page.RawBody));
        Assert.Empty(page.Answers);
    }

    private async Task<AnswerPage> ReadAsync(string body)
    {
        using var answering = new HttpClient(new Answering(body));
        return await new RestRegistry(answering, desk.Clock).ReadAnswersAsync(Endpoint, null, Ct);
    }

    private async Task OpenAsync(BureauHabits habits)
    {
        var draw = new Draw(7);
        var calendar = Path.Combine(Repository.Root, "config", "calendars", "administration.json");
        var hours = WorkingHours.Read(calendar);
        var register = new BureauRegister(new PlanBook(), desk.Clock, desk.Journal, draw, hours, habits);
        var secrets = new BureauSecrets(Secret);
        push = new AnswerPush(NoHub, secrets, desk.Clock, desk.Journal);
        bureaus = new RestBureaus(register, secrets, habits, push, desk.Agenda, desk.Clock, draw);
        await bureaus.StartAsync(0, Ct);
    }

    /// <summary>A server that always says the same.</summary>
    private sealed class Answering(string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken ct
        ) =>
            Task.FromResult(
                new HttpResponseMessage
                {
                    Content = new StringContent(body, Encoding.UTF8, "application/json"),
                }
            );
    }
}
