using Adapters.Registries;
using Hub.Audit;
using Hub.Registries;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tests.Exchange;

namespace Tests.Registries;

public sealed class PollBureauAnswersTests
{
    private const string Bureau = "CHK-01";

    private readonly ScriptedRegistry registry = new(Bureau);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_are_read_page_by_page_from_where_reading_stopped()
    {
        await using var bench = await OpenAsync();
        for (var i = 0; i < 5; i++)
        {
            registry.Answers.Add(ReceiveAnswersTests.Issued(await ReceivedRequestAsync(bench), 1));
        }

        await PollAsync(bench);
        Assert.Equal(5, (await bench.MessagesAsync("registry-answer")).Count);
        registry.Cursors.Clear();
        registry.Answers.Add(ReceiveAnswersTests.Issued(await ReceivedRequestAsync(bench), 1));
        await PollAsync(bench);

        Assert.Equal("5", registry.Cursors.First());
        Assert.Equal(6, (await bench.MessagesAsync("registry-answer")).Count);
        Assert.Equal(
            4,
            await bench.Store.ReadAsync(db =>
                db.ReceivedPayloads.CountAsync(p => p.Outcome == PayloadOutcome.Processed, Ct)
            )
        );
    }

    [Fact]
    public async Task An_answer_both_sent_and_polled_counts_once()
    {
        await using var bench = await OpenAsync();
        var answer = ReceiveAnswersTests.Issued(await ReceivedRequestAsync(bench), 1);
        registry.Answers.Add(answer);
        await bench.Store.WriteAsync(
            session => bench.Get<ReceiveAnswers>().RunAsync(Bureau, [answer], session, Ct),
            Ct
        );

        await ReceivedRequestAsync(bench);
        await PollAsync(bench);

        Assert.Single(await bench.MessagesAsync("registry-answer"));
        Assert.Equal(
            PayloadOutcome.Duplicate,
            (await bench.Store.ReadAsync(db => db.ReceivedPayloads.SingleAsync(Ct))).Outcome
        );
    }

    [Fact]
    public async Task A_refused_answer_is_kept_and_told_to_a_person_because_nobody_else_reads_the_verdict()
    {
        await using var bench = await OpenAsync();
        await ReceivedRequestAsync(bench);
        registry.Answers.Add(ReceiveAnswersTests.Issued("CASA-2026-999999-R1", 1));

        await PollAsync(bench);
        await PollAsync(bench);

        Assert.Equal(["answer_refused"], await bench.IncidentsAsync());
        var payload = await bench.Store.ReadAsync(db => db.ReceivedPayloads.SingleAsync(Ct));
        Assert.Equal((PayloadOutcome.Rejected, "request_unknown"), (payload.Outcome, payload.Code));
    }

    [Fact]
    public async Task An_answer_nobody_can_read_holds_up_neither_the_others_nor_the_next_page()
    {
        await using var bench = await OpenAsync();
        var good = ReceiveAnswersTests.Issued(await ReceivedRequestAsync(bench), 1);
        registry.Page = new AnswerPage([good], "7", "[good, bad]") { Unreadable = [1] };

        await PollAsync(bench);

        Assert.Single(await bench.MessagesAsync("registry-answer"));
        Assert.Equal(["answer_refused"], await bench.IncidentsAsync());
        var payload = await bench.Store.ReadAsync(db => db.ReceivedPayloads.FirstAsync(Ct));
        Assert.Equal("[good, bad]", System.Text.Encoding.UTF8.GetString(payload.Content));
        Assert.Equal("7", registry.Cursors.Last());
    }

    [Fact]
    public async Task A_page_that_is_no_json_is_kept_once_and_told_once()
    {
        await using var bench = await OpenAsync();
        await ReceivedRequestAsync(bench);
        registry.Page = new AnswerPage([], null, "<html>") { IsReadable = false };

        await PollAsync(bench);
        await PollAsync(bench);

        Assert.Equal(["answer_refused"], await bench.IncidentsAsync());
        var payload = await bench.Store.ReadAsync(db => db.ReceivedPayloads.SingleAsync(Ct));
        Assert.Equal((PayloadOutcome.Rejected, "body_unreadable"), (payload.Outcome, payload.Code));
    }

    [Fact]
    public async Task A_bureau_without_a_cursor_that_shows_the_same_page_again_is_kept_once()
    {
        await using var bench = await OpenAsync();
        var answer = ReceiveAnswersTests.Issued(await ReceivedRequestAsync(bench), 1);
        await ReceivedRequestAsync(bench);
        registry.Page = new AnswerPage([answer], null, "[answer]");

        await PollAsync(bench);
        await PollAsync(bench);

        Assert.Single(await bench.MessagesAsync("registry-answer"));
        Assert.Single(await bench.Store.ReadAsync(db => db.ReceivedPayloads.ToListAsync(Ct)));
    }

    [Fact]
    public async Task A_bureau_that_is_away_is_asked_again_where_it_stopped()
    {
        await using var bench = await OpenAsync();
        registry.Answers.Add(ReceiveAnswersTests.Issued(await ReceivedRequestAsync(bench), 1));
        registry.IsAway = true;
        await PollAsync(bench);
        Assert.Empty(await bench.MessagesAsync("registry-answer"));

        registry.IsAway = false;
        await PollAsync(bench);

        Assert.Single(await bench.MessagesAsync("registry-answer"));
    }

    private Task<ExchangeBench> OpenAsync() =>
        ExchangeBench.OpenAsync(services => services.AddSingleton<IRegistryChannel>(registry));

    private static Task<int> PollAsync(ExchangeBench bench) => bench.Get<PollBureauAnswers>().RunAsync(Ct);

    private static async Task<string> ReceivedRequestAsync(ExchangeBench bench)
    {
        var request = await bench.RequestAsync(await bench.PaidOrderAsync(Bureau));
        await bench.Store.WriteAsync(
            async session =>
                (await session.Db.BureauRequests.SingleAsync(r => r.RequestId == request, Ct)).State =
                    RequestState.Received,
            Ct
        );
        return request;
    }
}
