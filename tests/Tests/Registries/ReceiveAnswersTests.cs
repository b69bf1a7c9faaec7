using System.Text.Json;
using Adapters.Registries;
using Hub.Orders;
using Hub.Registries;
using Microsoft.EntityFrameworkCore;
using Tests.Exchange;

namespace Tests.Registries;

/// <summary>The one door for bureaus' answers: each line once, whatever channel it came by and however often.</summary>
public sealed class ReceiveAnswersTests
{
    private const string Bureau = "CHK-01";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_process_is_told_once_when_every_line_is_answered()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var order = await bench.PaidOrderAsync(Bureau, lines: 2);
        var request = await bench.RequestAsync(order);

        await ReceiveAsync(bench, Issued(request, 1));
        Assert.Empty(await bench.MessagesAsync("registry-answer"));
        Assert.Equal(OrderState.AtBureau, (await bench.OrderAsync(order)).State);
        await ReceiveAsync(bench, Issued(request, 2));

        var answer = await MessageAsync(bench);
        Assert.Equal("issued", answer.GetProperty("outcome").GetString());
        Assert.Equal(
            [(1, 2), (2, 2)],
            answer
                .GetProperty("issued")
                .EnumerateArray()
                .Select(e => (e.GetProperty("line").GetInt32(), e.GetProperty("copies").GetInt32()))
        );
        Assert.Equal(RequestState.Answered, (await RequestAsync(bench, request)).State);
    }

    [Fact]
    public async Task The_same_answer_again_is_a_duplicate_and_another_is_refused()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var request = await bench.RequestAsync(await bench.PaidOrderAsync(Bureau));
        await ReceiveAsync(bench, Issued(request, 1));

        var verdicts = await ReceiveAsync(bench, Issued(request, 1), Rejected(request, 1));

        Assert.Equal(AnswerVerdict.Again, verdicts[0]);
        Assert.Equal("answer_conflicts", verdicts[1].Code);
        Assert.Single(await bench.MessagesAsync("registry-answer"));
    }

    [Fact]
    public async Task Two_different_answers_in_one_message_the_first_counts()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var request = await bench.RequestAsync(await bench.PaidOrderAsync(Bureau));

        var verdicts = await ReceiveAsync(bench, Rejected(request, 1), Issued(request, 1));

        Assert.Equal([null, "answer_conflicts"], verdicts.Select(v => v.Code));
        Assert.Equal("rejected", (await MessageAsync(bench)).GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task A_rejection_tells_its_reason_and_what_follows_from_it()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var request = await bench.RequestAsync(await bench.PaidOrderAsync(Bureau));

        await ReceiveAsync(bench, Rejected(request, 1));

        var answer = await MessageAsync(bench);
        Assert.Equal("act_not_found", answer.GetProperty("reason").GetString());
        Assert.True(answer.GetProperty("correctionAllowed").GetBoolean());
        Assert.Equal("yes", answer.GetProperty("refundable").GetString());
    }

    [Fact]
    public async Task Documents_of_some_lines_and_none_of_others_are_a_partial_issue()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var request = await bench.RequestAsync(await bench.PaidOrderAsync(Bureau, lines: 2));

        await ReceiveAsync(bench, Issued(request, 1), Rejected(request, 2));

        var answer = await MessageAsync(bench);
        Assert.Equal("partially_issued", answer.GetProperty("outcome").GetString());
        Assert.Equal(1, answer.GetProperty("issued").GetArrayLength());
    }

    [Fact]
    public async Task A_bureau_that_searches_is_heard_once_and_answers_later()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var request = await bench.RequestAsync(await bench.PaidOrderAsync(Bureau, lines: 2));

        var searching = await ReceiveAsync(bench, Searching(request, 1), Searching(request, 2));
        var again = await ReceiveAsync(bench, Searching(request, 1));
        Assert.Equal(AnswerVerdict.Again, again[0]);
        Assert.Equal([null, null], searching.Select(v => v.Code));
        Assert.Equal("in_search", (await MessageAsync(bench)).GetProperty("outcome").GetString());

        await ReceiveAsync(bench, Issued(request, 1), Issued(request, 2));
        Assert.Equal(2, (await bench.MessagesAsync("registry-answer")).Count);
    }

    [Fact]
    public async Task An_answer_to_a_round_that_was_replaced_is_refused()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var order = await bench.PaidOrderAsync(Bureau);
        var former = await bench.RequestAsync(order);
        var current = await bench.RequestAsync(order);

        var verdicts = await ReceiveAsync(bench, Issued(former, 1), Issued(current, 1));

        Assert.Equal(["request_withdrawn", null], verdicts.Select(v => v.Code));
        Assert.Equal([current], (await bench.MessagesAsync("registry-answer")).Select(m => m.Key));
    }

    [Fact]
    public async Task An_act_held_elsewhere_names_the_bureau_that_holds_it()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var request = await bench.RequestAsync(await bench.PaidOrderAsync(Bureau));
        var elsewhere = Rejected(request, 1) with
        {
            Outcome = AnswerOutcomes.Rerouted,
            Reason = "wrong_bureau",
            BureauCodeHeld = "SEB-01",
        };

        await ReceiveAsync(bench, elsewhere);

        Assert.Equal("SEB-01", (await MessageAsync(bench)).GetProperty("heldAt").GetString());
    }

    public static TheoryData<string, RegistryAnswer> Faults =>
        new()
        {
            { "request_unknown", Issued("CASA-2026-999999-R1", 1) },
            { "line_unknown", Issued("?", 7) },
            { "too_many_copies", Issued("?", 1) with { IssuedCopies = 3 } },
            { "copies_missing", Issued("?", 1) with { IssuedCopies = 1 } },
            { "field_missing", Issued("?", 1) with { IssuedCopies = null } },
            { "field_missing", Issued("?", 1) with { IssuedOn = null } },
            { "field_missing", Issued("?", 1) with { RequestId = null! } },
            { "date_wrong", Issued("?", 1) with { IssuedOn = "23/11/2026" } },
            { "outcome_unknown", Issued("?", 1) with { Outcome = "vanished" } },
            { "outcome_unknown", Issued("?", 1) with { Outcome = null! } },
            { "reason_missing", Rejected("?", 1) with { Reason = null } },
            { "reason_unknown", Rejected("?", 1) with { Reason = "no_idea" } },
            { "bureau_held_missing", Rejected("?", 1) with { Outcome = "rerouted" } },
            {
                "bureau_held_unknown",
                Rejected("?", 1) with
                {
                    Outcome = "rerouted",
                    BureauCodeHeld = "XXX-99",
                }
            },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task An_answer_that_is_none_or_does_not_fit_is_refused_by_code(
        string code,
        RegistryAnswer answer
    )
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var request = await bench.RequestAsync(await bench.PaidOrderAsync(Bureau));

        var verdicts = await ReceiveAsync(
            bench,
            answer with
            {
                RequestId = answer.RequestId == "?" ? request : answer.RequestId,
            }
        );

        Assert.Equal(code, verdicts[0].Code);
        Assert.Empty(await bench.MessagesAsync("registry-answer"));
        Assert.Equal(0, await bench.Store.ReadAsync(db => db.BureauAnswers.CountAsync(Ct)));
    }

    [Fact]
    public async Task Another_bureau_cannot_answer()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var request = await bench.RequestAsync(await bench.PaidOrderAsync(Bureau));

        var verdicts = await bench.Store.WriteAsync(
            session => bench.Get<ReceiveAnswers>().RunAsync("SEB-01", [Issued(request, 1)], session, Ct),
            Ct
        );

        Assert.Equal("request_of_other_bureau", verdicts[0].Code);
    }

    [Fact]
    public async Task However_many_send_the_same_answer_at_once_it_counts_once()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var request = await bench.RequestAsync(await bench.PaidOrderAsync(Bureau));

        var verdicts = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => ReceiveAsync(bench, Issued(request, 1)))
        );

        Assert.Equal(1, verdicts.Count(v => v[0] == AnswerVerdict.Good));
        Assert.Equal(9, verdicts.Count(v => v[0] == AnswerVerdict.Again));
        Assert.Single(await bench.MessagesAsync("registry-answer"));
    }

    internal static RegistryAnswer Issued(string request, int line) =>
        new(
            request,
            line,
            AnswerOutcomes.Issued,
            null,
            2,
            "2026-11-23",
            "M. Alami",
            null,
            null,
            null,
            null,
            null
        );

    internal static RegistryAnswer Rejected(string request, int line) =>
        new(
            request,
            line,
            AnswerOutcomes.Rejected,
            "act_not_found",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null
        );

    private static RegistryAnswer Searching(string request, int line) =>
        new(request, line, AnswerOutcomes.InSearch, null, null, null, null, null, null, null, null, null);

    private static Task<IReadOnlyList<AnswerVerdict>> ReceiveAsync(
        ExchangeBench bench,
        params RegistryAnswer[] answers
    ) =>
        bench.Store.WriteAsync(
            session => bench.Get<ReceiveAnswers>().RunAsync(Bureau, answers, session, Ct),
            Ct
        );

    private static Task<BureauRequest> RequestAsync(ExchangeBench bench, string request) =>
        bench.Store.ReadAsync(db => db.BureauRequests.SingleAsync(r => r.RequestId == request, Ct));

    private static async Task<JsonElement> MessageAsync(ExchangeBench bench) =>
        JsonDocument
            .Parse(Assert.Single(await bench.MessagesAsync("registry-answer")).Payload)
            .RootElement.GetProperty("variables");
}
