using Hub.Orders;
using Microsoft.EntityFrameworkCore;
using Tests.Definitions;
using Workflows.Feel;

namespace Tests.Steps;

/// <summary>What a bureau's answer makes of an order.</summary>
public sealed class RecordOutcomeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Issued_in_part_without_a_single_copy_is_a_rejection()
    {
        await using var steps = await StepBench.OpenAsync();
        var order = await steps.Bench.PaidOrderAsync("CHK-02");
        var request = await steps.Bench.RequestAsync(order);

        var answer = await steps.DoneAsync(
            "record-outcome",
            order,
            ("requestId", request),
            ("outcome", "partially_issued"),
            ("reason", "copies_unavailable"),
            ("issued", Issued((1, 0)))
        );

        Assert.Equal("rejected", answer["outcome"].AsString());
        Assert.Equal(FeelValue.False, answer["missing"]);
        Assert.Equal(0, await steps.Bench.Store.ReadAsync(db => db.DocumentIssues.CountAsync(Ct)));
    }

    [Fact]
    public async Task Some_of_the_copies_are_issued_and_the_others_are_missing()
    {
        await using var steps = await StepBench.OpenAsync();
        var order = await steps.Bench.PaidOrderAsync("CHK-02", copies: 2, lines: 2);
        var request = await steps.Bench.RequestAsync(order);

        var answer = await steps.DoneAsync(
            "record-outcome",
            order,
            ("requestId", request),
            ("outcome", "partially_issued"),
            ("reason", "copies_unavailable"),
            ("issued", Issued((1, 2)))
        );

        Assert.Equal(FeelValue.True, answer["missing"]);
        Assert.Equal(OrderState.PartiallyIssued, (await steps.Bench.OrderAsync(order)).State);
    }

    [Theory]
    [InlineData("needs_information", "requester_not_entitled", false, true)]
    [InlineData("needs_information", "requester_not_entitled", true, false)]
    [InlineData("rejected", "act_not_found", false, true)]
    [InlineData("rejected", "act_not_found", true, false)]
    [InlineData("rejected", "register_unavailable", false, false)]
    public async Task A_citizen_is_asked_once_when_the_bureau_or_the_reason_wants_it(
        string outcome,
        string reason,
        bool corrected,
        bool correctable
    )
    {
        await using var steps = await StepBench.OpenAsync();
        var order = await steps.Bench.PaidOrderAsync("CHK-02");
        var request = await steps.Bench.RequestAsync(order);
        await steps.ChangeAsync(order, o => o.Corrected = corrected);

        var answer = await steps.DoneAsync(
            "record-outcome",
            order,
            ("requestId", request),
            ("outcome", outcome),
            ("reason", reason)
        );

        Assert.Equal(FeelValue.From(correctable), answer["correctable"]);
    }

    private static FeelValue Issued(params (int Line, int Copies)[] lines) =>
        FeelValue.From(
            new FeelList(
                lines.Select(l =>
                    FeelValue.From(
                        Vars.Of(("line", FeelValue.From(l.Line)), ("copies", FeelValue.From(l.Copies)))
                    )
                )
            )
        );
}
