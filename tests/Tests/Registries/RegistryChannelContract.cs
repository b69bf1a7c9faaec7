using Adapters.Registries;

namespace Tests.Registries;

/// <summary>What every way of reaching a bureau's own system must do, whatever its protocol is.</summary>
public abstract class RegistryChannelContract
{
    private protected const string Bureau = "CHK-01";

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected abstract IRegistryChannel Channel { get; }
    private protected abstract BureauEndpoint Endpoint { get; }

    [Fact]
    public async Task A_repeated_request_is_recognised_and_gets_the_same_reply()
    {
        var first = await Channel.RequestAsync(Endpoint, Request("CASA-1-R1"), Ct);
        var again = await Channel.RequestAsync(Endpoint, Request("CASA-1-R1"), Ct);

        Assert.IsType<RegistryReply.Accepted>(first);
        Assert.Equal(first, again);
        Assert.Equal(["CASA-1-R1"], Taken());
    }

    [Fact]
    public async Task A_lost_reply_is_silence_and_the_bureau_can_be_asked_afterwards()
    {
        await LoseRepliesAsync();

        await Assert.ThrowsAnyAsync<Exception>(() =>
            Channel.RequestAsync(Endpoint, Request("CASA-2-R1"), Ct)
        );

        Assert.IsType<RegistryReply.Accepted>(await Channel.QueryAsync(Endpoint, "CASA-2-R1", Ct));
        Assert.Null(await Channel.QueryAsync(Endpoint, "CASA-3-R1", Ct));
    }

    [Fact]
    public async Task Answers_are_read_from_a_cursor_on_and_each_once()
    {
        await Channel.RequestAsync(Endpoint, Request("CASA-4-R1"), Ct);
        await PassAsync(TimeSpan.FromDays(3));

        var page = await Channel.ReadAnswersAsync(Endpoint, null, Ct);
        var next = await Channel.ReadAnswersAsync(Endpoint, page.Next, Ct);

        var answer = Assert.Single(page.Answers);
        Assert.Equal(("CASA-4-R1", 1, 2), (answer.RequestId, answer.Line, answer.IssuedCopies));
        Assert.Contains(answer.Outcome, AnswerOutcomes.All);
        Assert.Empty(next.Answers);
    }

    [Fact]
    public async Task A_stranger_is_not_heard()
    {
        var stranger = Endpoint with { Secret = "somebody-else" };

        await Assert.ThrowsAnyAsync<Exception>(() =>
            Channel.RequestAsync(stranger, Request("CASA-5-R1"), Ct)
        );

        Assert.Empty(Taken());
    }

    /// <summary>The bureau takes what it gets; its replies are lost on the way.</summary>
    private protected abstract Task LoseRepliesAsync();

    /// <summary>Time passes at the bureau.</summary>
    private protected abstract Task PassAsync(TimeSpan time);

    /// <summary>The request ids the bureau took, each as often as it took it for a new one.</summary>
    private protected abstract IReadOnlyList<string> Taken();

    private protected static ExtractRequest Request(string id) =>
        new(
            id,
            Bureau,
            [new ExtractLine(1, "birth-extract", "ar", 2)],
            new ExtractAct("123", null, null, 1984, "gregorian"),
            new ExtractSubject("محمد", "الڭزولي", null, null, "male", 1984, 3, 1, "إدريس", "فاطمة", null),
            "self",
            "2026-10-09"
        );
}
