using Hub.Storage;

namespace Hub.Processes;

/// <summary>
/// What one transaction knows of the messages kept for its keys. It holds these keys, so nobody adds to them before its
/// commit: a wait that its own processes open is served from here, without asking the store again.
/// </summary>
internal sealed class KeptMessages(WriteSession session)
{
    private readonly Dictionary<string, HashSet<string>> processesByKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<KeptMessage>> keptByKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(string Name, HashSet<string> Takers)>> unasked = new(
        StringComparer.Ordinal
    );
    private readonly HashSet<string> publishedKeys = new(StringComparer.Ordinal);
    private int places;

    /// <summary>A live message found in the store.</summary>
    public void Add(KeptMessage message)
    {
        var kept = ListOf(keptByKey, message.CorrelationKey);
        if (!kept.Exists(m => m.Name == message.Name && m.MessageId == message.MessageId))
        {
            kept.Add(message);
        }
    }

    /// <summary>
    /// The store was asked about these keys: all live messages that the processes of these waits have not had are added.
    /// </summary>
    public void Asked(IEnumerable<string> keys, IEnumerable<OpenedWait> waits)
    {
        foreach (var key in keys)
        {
            processesByKey[key] = new HashSet<string>(StringComparer.Ordinal);
            unasked.Remove(key);
        }

        foreach (var wait in waits)
        {
            processesByKey[wait.CorrelationKey].Add(wait.ProcessId);
        }
    }

    /// <summary>
    /// This transaction itself has published a message and given it to <paramref name="takers"/>; returns its place.
    /// </summary>
    public int Published(OutgoingMessage message, HashSet<string> takers)
    {
        publishedKeys.Add(message.CorrelationKey);
        ListOf(unasked, message.CorrelationKey).Add((message.Name, takers));
        return places++;
    }

    /// <summary>Is every message that this wait may take known here?</summary>
    public bool Knows(OpenedWait wait) =>
        IsNobodysKey(wait.CorrelationKey)
        || processesByKey.TryGetValue(wait.CorrelationKey, out var processes)
            && processes.Contains(wait.ProcessId)
            && !MayTakeUnasked(wait);

    /// <summary>The oldest message that is alive and that the process of the wait has not had yet (R26), now taken by it.</summary>
    public KeptMessage? TakeFor(OpenedWait wait)
    {
        var message = keptByKey
            .GetValueOrDefault(wait.CorrelationKey)
            ?.Where(m => m.Name == wait.Name && !m.IsTakenBy(wait.ProcessId))
            .MinBy(m => (m.PublishedAt, m.Place));
        if (message is not null)
        {
            message.TakenBy += wait.ProcessId + "|";
        }

        return message;
    }

    // Who could have published to an id that this very transaction has made?
    private bool IsNobodysKey(string key) => session.HasMade(key) && !publishedKeys.Contains(key);

    private bool MayTakeUnasked(OpenedWait wait) =>
        unasked.TryGetValue(wait.CorrelationKey, out var own)
        && own.Exists(m => m.Name == wait.Name && !m.Takers.Contains(wait.ProcessId));

    private static List<T> ListOf<T>(Dictionary<string, List<T>> lists, string key)
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = []);
        }

        return list;
    }
}

/// <summary>A kept message while waits are served.</summary>
internal sealed record KeptMessage(string CorrelationKey, string Name, string MessageId, string Payload)
{
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>Its place among the messages of the transaction that published it.</summary>
    public required int Place { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The process ids that have had it, between bars.</summary>
    public required string TakenBy { get; set; }

    /// <summary>Has this process had it?</summary>
    public bool IsTakenBy(string processId) => TakenBy.Contains($"|{processId}|", StringComparison.Ordinal);
}
