using System.Text;
using System.Text.Json;
using Adapters.Registries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Simulators.Registries;
using Simulators.Scenario;
using Tests.Architecture;

namespace Tests.Simulation;

/// <summary>The bureaus with a system of their own, met by the adapter that will meet the real ones.</summary>
public sealed class RestBureausTests : IAsyncLifetime
{
    private const string Secret = "a-master-secret-of-the-tests";
    private const string Bureau = "CHK-01";

    private readonly PartnerDesk desk = new("bureaus");
    private readonly List<(string Body, string Signature)> pushed = [];
    private readonly HttpClient http = new();
    private readonly PlanBook plans = new();
    private BureauHabits habits = BureauHabits.None;
    private PartnerHost hub = null!;
    private AnswerPush push = null!;
    private RestBureaus bureaus = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RestRegistry Registry => new(http, desk.Clock);

    private BureauEndpoint Endpoint =>
        new(
            Bureau,
            new Uri(bureaus.AddressPattern.Replace("{code}", Bureau, StringComparison.Ordinal)),
            SecretOf(Bureau)
        );

    public async ValueTask InitializeAsync()
    {
        hub = await PartnerHost.StartAsync(
            0,
            routes => routes.MapPost("/registry/{code}/answers", HearAsync),
            Ct
        );
        await OpenAsync();
    }

    [Fact]
    public async Task A_request_is_taken_once_however_often_it_comes()
    {
        var first = await Registry.RequestAsync(Endpoint, Request("CASA-1-R1"), Ct);
        var again = await Registry.RequestAsync(Endpoint, Request("CASA-1-R1"), Ct);
        await desk.PassAsync(TimeSpan.FromDays(3), Ct);

        Assert.IsType<RegistryReply.Accepted>(first);
        Assert.Equal(first, again);
        Assert.Equal(["CASA-1-R1"], desk.Done("request"));
        Assert.Equal(["CASA-1-R1:1"], desk.Done("issue"));
        Assert.Contains(desk.Lines(), line => line is { Effect: "request", Repeated: true });
    }

    [Theory]
    [InlineData("99001", AnswerOutcomes.NeedsInformation, "act_not_found")]
    [InlineData("99004", AnswerOutcomes.Rejected, "register_unavailable")]
    [InlineData("99009", AnswerOutcomes.Rerouted, "wrong_bureau")]
    [InlineData("99010", AnswerOutcomes.PartiallyIssued, "copies_unavailable")]
    [InlineData("3265", AnswerOutcomes.Issued, null)]
    public async Task The_number_of_the_act_forces_the_first_outcome_and_the_second_round_is_issued(
        string act,
        string outcome,
        string? reason
    )
    {
        await Registry.RequestAsync(Endpoint, Request("CASA-9-R1", act), Ct);
        await desk.PassAsync(TimeSpan.FromDays(3), Ct);
        await Registry.RequestAsync(Endpoint, Request("CASA-9-R2", act), Ct);
        await desk.PassAsync(TimeSpan.FromDays(3), Ct);

        var answers = (await Registry.ReadAnswersAsync(Endpoint, null, Ct)).Answers;

        Assert.Equal(
            [(outcome, reason), (AnswerOutcomes.Issued, null)],
            answers.Select(a => (a.Outcome, a.Reason))
        );
    }

    [Fact]
    public async Task An_answer_is_pushed_signed_and_dated_and_can_be_polled_too()
    {
        await Registry.RequestAsync(Endpoint, Request("CASA-2-R1"), Ct);
        await desk.PassAsync(TimeSpan.FromDays(3), Ct);

        var (body, signature) = Assert.Single(pushed);
        var message = JsonSerializer.Deserialize<JsonElement>(body);
        var polled = await Registry.ReadAnswersAsync(Endpoint, null, Ct);
        var next = await Registry.ReadAnswersAsync(Endpoint, polled.Next, Ct);
        Assert.True(BureauSignature.Verify(Encoding.UTF8.GetBytes(body), signature, SecretOf(Bureau)));
        Assert.NotEqual(default, message.GetProperty("sentAt").GetDateTimeOffset());
        var answer = Assert.Single(polled.Answers);
        Assert.Equal(
            ("CASA-2-R1", 1, AnswerOutcomes.Issued, 2),
            (answer.RequestId, answer.Line, answer.Outcome, answer.IssuedCopies)
        );
        Assert.Empty(next.Answers);
    }

    [Fact]
    public async Task A_request_whose_reply_was_lost_is_there_when_the_bureau_is_asked()
    {
        habits = BureauHabits.None with { LostReplies = 1 };
        await OpenAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() =>
            Registry.RequestAsync(Endpoint, Request("CASA-3-R1"), Ct)
        );

        Assert.IsType<RegistryReply.Accepted>(await Registry.QueryAsync(Endpoint, "CASA-3-R1", Ct));
        Assert.Null(await Registry.QueryAsync(Endpoint, "CASA-4-R1", Ct));
    }

    [Fact]
    public async Task A_request_that_is_not_signed_by_us_is_refused()
    {
        var stranger = Endpoint with { Secret = "somebody-else" };

        await Assert.ThrowsAsync<HttpRequestException>(() =>
            Registry.RequestAsync(stranger, Request("CASA-5-R1"), Ct)
        );
        Assert.Null(await Registry.QueryAsync(Endpoint, "CASA-5-R1", Ct));
    }

    [Fact]
    public async Task What_is_planned_for_an_order_happens_at_its_first_request_only()
    {
        plans.Bind(
            "CASA-6",
            new OrderPlan(
                0,
                Bureau,
                "rest",
                PaymentTurn.Approved,
                BureauTurn.NeedsInformation,
                PostTurn.Delivers
            )
        );

        await Registry.RequestAsync(Endpoint, Request("CASA-6-R1"), Ct);
        await desk.PassAsync(TimeSpan.FromDays(3), Ct);
        await Registry.RequestAsync(Endpoint, Request("CASA-6-R2"), Ct);
        await desk.PassAsync(TimeSpan.FromDays(3), Ct);

        var answers = (await Registry.ReadAnswersAsync(Endpoint, null, Ct)).Answers;
        Assert.Equal(["needs_information", "issued"], answers.Select(a => a.Outcome));
        Assert.NotNull(answers[0].Reason);
    }

    public async ValueTask DisposeAsync()
    {
        await bureaus.DisposeAsync();
        await hub.DisposeAsync();
        push.Dispose();
        http.Dispose();
        desk.Dispose();
    }

    private async Task OpenAsync()
    {
        if (bureaus is not null)
        {
            await bureaus.DisposeAsync();
            push.Dispose();
        }

        var draw = new Draw(7);
        var hours = WorkingHours.Read(
            Path.Combine(Repository.Root, "config", "calendars", "administration.json")
        );
        var register = new BureauRegister(plans, desk.Clock, desk.Journal, draw, hours, habits);
        var secrets = new BureauSecrets(Secret);
        push = new AnswerPush(hub.Address, secrets, desk.Clock, desk.Journal);
        bureaus = new RestBureaus(register, secrets, habits, push, desk.Agenda, desk.Clock, draw);
        await bureaus.StartAsync(0, Ct);
    }

    private async Task HearAsync(HttpContext context)
    {
        var body = await context.Request.ReadBodyAsync();
        pushed.Add((body, context.Request.Headers[BureauSignature.Header].ToString()));
    }

    private static string SecretOf(string bureau) =>
        Convert.ToHexStringLower(
            System.Security.Cryptography.HMACSHA256.HashData(
                Encoding.UTF8.GetBytes(Secret),
                Encoding.UTF8.GetBytes(bureau)
            )
        );

    private static ExtractRequest Request(string id, string act = "123") =>
        new(
            id,
            Bureau,
            [new ExtractLine(1, "birth-extract", "ar", 2)],
            new ExtractAct(act, null, null, 1984, "gregorian"),
            new ExtractSubject("محمد", "الڭزولي", null, null, "male", 1984, 3, 1, "إدريس", "فاطمة", null),
            "self",
            "2026-10-09"
        );
}
