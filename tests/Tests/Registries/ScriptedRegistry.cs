using System.Collections.Concurrent;
using System.Text.Json;
using Adapters.Registries;

namespace Tests.Registries;

/// <summary>One bureau's system that keeps a list of answers and a note of what it was asked; the others have nothing to say.</summary>
internal sealed class ScriptedRegistry(string bureauCode) : IRegistryChannel
{
    private const int PageSize = 2;

    public List<RegistryAnswer> Answers { get; } = [];

    /// <summary>The requests it got, with whether they were marked as repeated.</summary>
    public ConcurrentQueue<(string RequestId, bool PossibleDuplicate)> Requests { get; } = new();

    /// <summary>The cursors it was asked with.</summary>
    public ConcurrentQueue<string?> Cursors { get; } = new();

    /// <summary>Takes the request, and then the line goes dead before it can say so.</summary>
    public bool LosesReplies { get; set; }

    public bool IsAway { get; set; }

    /// <summary>What every page is, when not taken from <see cref="Answers"/>.</summary>
    public AnswerPage? Page { get; set; }
    public RegistryReply? Refusal { get; set; }

    public Task<RegistryReply> RequestAsync(
        BureauEndpoint bureau,
        ExtractRequest request,
        CancellationToken ct
    )
    {
        ThrowWhenAway();
        if (Refusal is { } refusal)
        {
            return Task.FromResult(refusal);
        }

        Requests.Enqueue((request.RequestId, request.PossibleDuplicate));
        return LosesReplies
            ? throw new HttpRequestException("The connection was reset.")
            : Task.FromResult<RegistryReply>(new RegistryReply.Accepted("ref-1"));
    }

    public Task<RegistryReply?> QueryAsync(BureauEndpoint bureau, string requestId, CancellationToken ct)
    {
        ThrowWhenAway();
        return Task.FromResult<RegistryReply?>(
            Requests.Any(r => r.RequestId == requestId) ? new RegistryReply.Accepted("ref-1") : null
        );
    }

    public Task<AnswerPage> ReadAnswersAsync(BureauEndpoint bureau, string? after, CancellationToken ct)
    {
        if (bureau.BureauCode != bureauCode)
        {
            return Task.FromResult(new AnswerPage([], after, "[]"));
        }

        ThrowWhenAway();
        Cursors.Enqueue(after);
        if (Page is { } given)
        {
            return Task.FromResult(given);
        }

        var from = after is null ? 0 : int.Parse(after, System.Globalization.CultureInfo.InvariantCulture);
        var page = Answers.Skip(from).Take(PageSize).ToList();
        var next =
            page.Count == 0
                ? after
                : (from + page.Count).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Task.FromResult(new AnswerPage(page, next, JsonSerializer.Serialize(page)));
    }

    private void ThrowWhenAway()
    {
        if (IsAway)
        {
            throw new HttpRequestException("Nobody answers.");
        }
    }
}
