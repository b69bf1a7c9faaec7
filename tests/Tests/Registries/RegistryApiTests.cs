using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Adapters.Registries;
using Hub.Api;
using Hub.Audit;
using Hub.Registries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tests.Exchange;

namespace Tests.Registries;

/// <summary>What a bureau's system gets for the answers it sends over the network.</summary>
public sealed class RegistryApiTests : IAsyncLifetime
{
    private const string Bureau = "CHK-01";

    private ExchangeBench bench = null!;
    private WebApplication app = null!;
    private HttpClient http = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        bench = await ExchangeBench.OpenAsync();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton(bench.Get<AcceptPushedAnswers>());
        builder.Services.AddAuthorization();
        app = builder.Build();
        app.MapRegistry();
        await app.StartAsync(Ct);
        http = app.GetTestClient();
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
        await bench.DisposeAsync();
    }

    [Fact]
    public async Task A_signed_answer_is_taken_and_its_repetition_recognised()
    {
        var request = await RequestAsync();

        using var first = await PushAsync(Body(ReceiveAnswersTests.Issued(request, 1)));
        using var again = await PushAsync(Body(ReceiveAnswersTests.Issued(request, 1)));

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal("accepted", await StatusAsync(first));
        Assert.Equal("duplicate", await StatusAsync(again));
        Assert.Single(await bench.MessagesAsync("registry-answer"));
        Assert.Equal([PayloadOutcome.Processed, PayloadOutcome.Duplicate], await OutcomesAsync());
    }

    [Fact]
    public async Task One_answer_by_itself_is_a_message_too()
    {
        var request = await RequestAsync();
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                sentAt = Now(),
                requestId = request,
                line = 1,
                outcome = "issued",
                issuedCopies = 2,
                issuedOn = "2026-11-23",
            }
        );

        using var response = await PushAsync(body);

        Assert.Equal("accepted", await StatusAsync(response));
    }

    [Fact]
    public async Task An_answer_that_does_not_fit_is_a_problem_with_its_place_and_code()
    {
        using var response = await PushAsync(Body(ReceiveAnswersTests.Issued("CASA-2026-999999-R1", 1)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal("request_unknown", problem.GetProperty("code").GetString());
        var error = problem.GetProperty("errors")[0];
        Assert.Equal("/answers/0/request_id", error.GetProperty("pointer").GetString());
        Assert.Equal([PayloadOutcome.Rejected], await OutcomesAsync());
    }

    [Fact]
    public async Task A_message_with_good_and_bad_answers_is_taken_for_its_good_ones()
    {
        var request = await RequestAsync();

        using var response = await PushAsync(
            Body(ReceiveAnswersTests.Issued("CASA-2026-999999-R1", 1), ReceiveAnswersTests.Issued(request, 1))
        );

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var receipt = await response.Content.ReadFromJsonAsync<AnswerReceipt>(Ct);
        Assert.Equal(["refused", "accepted"], receipt!.Answers.Select(a => a.Status));
        Assert.Single(await bench.MessagesAsync("registry-answer"));
    }

    [Fact]
    public async Task Nobody_else_can_speak_for_the_bureau()
    {
        var request = await RequestAsync();
        var body = Body(ReceiveAnswersTests.Issued(request, 1));

        using var unsigned = await PushAsync(body, signature: "");
        using var foreign = await PushAsync(body, signature: BureauSignature.Sign(body, SecretOf("CHK-02")));
        using var changed = await PushAsync(
            Body(ReceiveAnswersTests.Rejected(request, 1)),
            signature: BureauSignature.Sign(body, SecretOf(Bureau))
        );

        Assert.All(
            (HttpResponseMessage[])[unsigned, foreign, changed],
            r => Assert.Equal(HttpStatusCode.Unauthorized, r.StatusCode)
        );
        Assert.Empty(await OutcomesAsync());
    }

    [Fact]
    public async Task An_old_message_cannot_be_played_again()
    {
        var body = Body(ReceiveAnswersTests.Issued(await RequestAsync(), 1));
        await bench.AdvanceToAsync(ExchangeBench.Monday.AddMinutes(16));

        using var response = await PushAsync(body);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal("message_stale", problem.GetProperty("code").GetString());
        // It is the bureau's own, and it may be one that was never heard: somebody must be able to look it up.
        Assert.Equal([PayloadOutcome.Rejected], await OutcomesAsync());
    }

    [Fact]
    public async Task A_bureau_that_has_changed_its_channel_still_answers_what_it_was_asked_by_this_one()
    {
        const string changed = "SEB-01";
        var request = await bench.RequestAsync(await bench.PaidOrderAsync(changed));
        await bench.Store.WriteAsync(
            session =>
                session
                    .Db.BureauRequests.Where(r => r.RequestId == request)
                    .ExecuteUpdateAsync(set => set.SetProperty(r => r.Channel, "rest"), Ct),
            Ct
        );
        var body = Body(ReceiveAnswersTests.Issued(request, 1));

        using var response = await PushAsync(body, BureauSignature.Sign(body, SecretOf(changed)), changed);

        Assert.Equal("accepted", await StatusAsync(response));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"answers":[null]}""")]
    [InlineData("""{"answers":"none"}""")]
    public async Task Garbage_from_the_bureau_is_refused_and_kept(string text)
    {
        using var response = await PushAsync(Encoding.UTF8.GetBytes(text));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal([PayloadOutcome.Rejected], await OutcomesAsync());
    }

    [Fact]
    public async Task A_bureau_that_does_not_answer_over_the_network_is_unknown()
    {
        using var response = await PushAsync([], bureau: "SEB-01");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private async Task<string> RequestAsync() => await bench.RequestAsync(await bench.PaidOrderAsync(Bureau));

    private string SecretOf(string bureau) => bench.Get<IOptions<RegistryOptions>>().Value.SecretOf(bureau);

    private string Now() =>
        bench.Clock.GetUtcNow().ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    private byte[] Body(params RegistryAnswer[] answers) =>
        JsonSerializer.SerializeToUtf8Bytes(new { sentAt = Now(), answers }, JsonSerializerOptions.Web);

    private async Task<HttpResponseMessage> PushAsync(
        byte[] body,
        string? signature = null,
        string bureau = Bureau
    )
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/registry/{bureau}/answers")
        {
            Content = new ByteArrayContent(body),
        };
        message.Headers.Add(
            BureauSignature.Header,
            signature ?? BureauSignature.Sign(body, SecretOf(Bureau))
        );
        return await http.SendAsync(message, Ct);
    }

    private static async Task<string> StatusAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<AnswerReceipt>(Ct))!.Answers[0].Status;

    private Task<List<PayloadOutcome>> OutcomesAsync() =>
        bench.Store.ReadAsync(db => db.ReceivedPayloads.Select(p => p.Outcome).Order().ToListAsync(Ct));
}
