using Adapters.Registries;
using Hub.Registries;
using Hub.Shipping;
using Tests.Exchange;

namespace Tests.Registries;

/// <summary>What an answer says beside its outcome.</summary>
public sealed class AnswerContentTests
{
    private const string Bureau = "CHK-01";
    private const string Label = "RR473124829MA";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("officer")]
    [InlineData("issued_on")]
    [InlineData("registered_item")]
    public async Task An_answer_given_again_with_another_content_conflicts_with_the_first(string what)
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var first = ReceiveAnswersTests.Issued(await RequestAsync(bench), 1);
        var other = what switch
        {
            "officer" => first with { Officer = "Another officer" },
            "issued_on" => first with { IssuedOn = "2026-11-20" },
            _ => first with { RegisteredItem = Label },
        };

        var verdicts = await ReceiveAsync(bench, first, first, other);

        Assert.Equal([null, null, "answer_conflicts"], verdicts.Select(v => v.Code));
    }

    [Fact]
    public async Task A_corrected_bureau_conflicts_with_the_one_named_first()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var first = ReceiveAnswersTests.Rejected(await RequestAsync(bench), 1) with
        {
            Outcome = AnswerOutcomes.Rerouted,
            Reason = "wrong_bureau",
            BureauCodeHeld = "SEB-01",
        };

        var verdicts = await ReceiveAsync(bench, first, first with { BureauCodeHeld = "CHK-02" });

        Assert.Equal([null, "answer_conflicts"], verdicts.Select(v => v.Code));
    }

    [Fact]
    public async Task Characters_no_text_has_are_refused_on_every_channel()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var good = ReceiveAnswersTests.Issued(await RequestAsync(bench), 1);

        var verdicts = await ReceiveAsync(
            bench,
            good with
            {
                Note = "a\0b",
            },
            good with
            {
                RequestId = good.RequestId + "\0",
            },
            good with
            {
                Officer = new string('x', 501),
            },
            good
        );

        Assert.Equal(
            [
                ("control_character", "note"),
                ("control_character", "request_id"),
                ("field_too_long", "officer"),
                (null, null),
            ],
            verdicts.Select(v => (v.Code, v.Column))
        );
    }

    [Fact]
    public async Task A_number_on_a_letter_must_be_one_and_must_be_free()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var used = await bench.PackAsync(await bench.PaidOrderAsync(Bureau));
        await bench.Store.WriteAsync(
            session =>
            {
                session.Db.VoidedItems.Add(
                    new VoidedItem
                    {
                        Item = Label,
                        BureauCode = Bureau,
                        Reason = "torn",
                        VoidedBy = "user:clerk",
                        VoidedAt = session.Now,
                    }
                );
                return Task.CompletedTask;
            },
            Ct
        );
        var good = ReceiveAnswersTests.Issued(await RequestAsync(bench), 1);

        var verdicts = await ReceiveAsync(
            bench,
            good with
            {
                RegisteredItem = "RR473124820MA",
            },
            good with
            {
                RegisteredItem = "rr 473124829 ma",
            },
            good with
            {
                RegisteredItem = used.Item,
            },
            good with
            {
                RegisteredItem = "RR000000080MA",
            }
        );

        Assert.Equal(
            ["s10_check_digit", "item_voided", "item_number_used", null],
            verdicts.Select(v => v.Code)
        );
    }

    private static async Task<string> RequestAsync(ExchangeBench bench) =>
        await bench.RequestAsync(await bench.PaidOrderAsync(Bureau));

    private static Task<IReadOnlyList<AnswerVerdict>> ReceiveAsync(
        ExchangeBench bench,
        params RegistryAnswer[] answers
    ) =>
        bench.Store.WriteAsync(
            session => bench.Get<ReceiveAnswers>().RunAsync(Bureau, answers, session, Ct),
            Ct
        );
}
