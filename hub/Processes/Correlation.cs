using System.Security.Cryptography;
using System.Text;
using Hub.Storage;
using Workflows.Engine;

namespace Hub.Processes;

/// <summary>
/// Brings messages and waits together (language.md R22–R26). Publisher and waiter both take the lock of (name, key), so
/// neither can miss the other; the lock is taken after the instance rows and nothing is waited for behind it. However many
/// messages and waits there are, the store is asked a fixed number of times.
/// </summary>
internal sealed class Correlation(WriteSession session, CorrelationTurn turn)
{
    private readonly List<HeardMessage> heard = [];
    private readonly HashSet<(Guid, int, string)> taken = [];
    private readonly Dictionary<long, string> takers = [];
    private readonly List<long> replaced = [];

    /// <summary>Who hears what.</summary>
    public IReadOnlyList<HeardMessage> Heard => heard;

    /// <summary>In a <see cref="CorrelationTurn.First"/> turn: the waiting instances that are free, held until the commit.</summary>
    public IReadOnlyList<ProcessInstance> Waiting { get; private set; } = [];

    /// <summary>
    /// Correlates newly opened waits with kept messages, and new messages with open waits, behind the rows of
    /// <paramref name="before"/>. Returns the rows to write.
    /// </summary>
    /// <exception cref="KeyHeldException">A lock is held by somebody else and must not be waited for.</exception>
    public async Task<IReadOnlyList<RowBatch>> RunAsync(
        IReadOnlyList<OutgoingMessage> messages,
        IReadOnlyList<OpenedWait> opened,
        IReadOnlyList<RowBatch> before,
        CancellationToken ct
    )
    {
        var questions = new Questions(session);
        long[] keys =
        [
            .. messages.Select(m => LockKey(m.Name, m.CorrelationKey)),
            .. opened.Select(w => LockKey(w.Name, w.CorrelationKey)),
        ];
        if (turn == CorrelationTurn.Second)
        {
            questions.LockAtOnce(keys);
        }
        else
        {
            questions.Lock(keys);
        }

        var kept =
            opened.Count == 0
                ? []
                : CorrelationRows.AskKept(
                    questions,
                    session,
                    KeysOf(opened.Select(w => w.CorrelationKey)),
                    KeysOf(opened.Select(w => w.Name))
                );
        var starts = new MessageStarts(session);
        var found = new MessageTakers();
        if (messages.Count > 0)
        {
            found = CorrelationRows.AskTakers(
                questions,
                session,
                messages,
                hold: turn == CorrelationTurn.First
            );
            starts.Ask(questions);
        }

        await questions.RunAsync(before, ct);
        Waiting = found.Held;
        ServeOpened(opened, kept);
        var inserts = CorrelationRows.InsertMessages();
        await PublishAsync(messages, found, starts, inserts, ct);
        return Rows(inserts);
    }

    private static HashSet<string> KeysOf(IEnumerable<string> keys) => keys.ToHashSet(StringComparer.Ordinal);

    private static long LockKey(string name, string key) =>
        BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(name + "\0" + key)), 0);

    /// <summary>A new wait takes the oldest message that is alive and that its process has not had yet (R26).</summary>
    private void ServeOpened(IReadOnlyList<OpenedWait> opened, List<KeptMessage> kept)
    {
        // Sorted here: asked for in the order of its ids, a store may walk all messages by id instead of finding these by key.
        kept.Sort((a, b) => a.Id.CompareTo(b.Id));
        var byKey = kept.ToLookup(m => (m.Name, m.CorrelationKey));
        foreach (var wait in opened)
        {
            var message = byKey[(wait.Name, wait.CorrelationKey)]
                .FirstOrDefault(m => !m.TakenBy.Contains($"|{wait.ProcessId}|", StringComparison.Ordinal));
            if (message is not null)
            {
                message.TakenBy += wait.ProcessId + "|";
                takers[message.Id] = message.TakenBy;
                Hear(wait, message.Payload, message.ExpiresAt);
            }
        }
    }

    /// <summary>A new message goes to at most one wait of each process id (R24) and is kept for those who come later.</summary>
    private async Task PublishAsync(
        IReadOnlyList<OutgoingMessage> messages,
        MessageTakers found,
        MessageStarts starts,
        RowBatch kept,
        CancellationToken ct
    )
    {
        var byKey = found.Waits.ToLookup(w => (w.Name, w.CorrelationKey));
        foreach (var message in messages)
        {
            // Known from before, or given twice in this very transaction (R23).
            var identity = (message.Name, message.CorrelationKey, message.MessageId ?? "");
            if (message.MessageId is not null && !found.Known.Add(identity))
            {
                continue;
            }

            var payload = TriggerCodec.Write(message.Variables);
            var served = new HashSet<string>(StringComparer.Ordinal);
            foreach (var wait in byKey[(message.Name, message.CorrelationKey)])
            {
                if (!taken.Contains(Key(wait)) && served.Add(wait.ProcessId))
                {
                    Hear(wait, payload, message.ExpiresAt);
                }
            }

            await starts.StartAsync(message, served, ct);
            if (message.ExpiresAt > session.Now)
            {
                if (message.MessageId is not null && found.Expired.TryGetValue(identity, out var row))
                {
                    replaced.Add(row);
                }

                CorrelationRows.Add(kept, message, payload, served);
            }
        }
    }

    private List<RowBatch> Rows(RowBatch kept)
    {
        var takings = CorrelationRows.UpdateTakers();
        foreach (var (id, takenBy) in takers)
        {
            takings.Add(id, takenBy);
        }

        return [takings, CorrelationRows.DeleteMessages(replaced), kept];
    }

    private void Hear(OpenedWait wait, string payload, DateTimeOffset expiresAt)
    {
        taken.Add(Key(wait));
        heard.Add(new HeardMessage(wait, payload, expiresAt));
    }

    private static (Guid, int, string) Key(OpenedWait wait) =>
        (wait.InstanceId, wait.ElementInstance, wait.ElementId);
}

/// <summary>A message on its way to a wait.</summary>
internal sealed record HeardMessage(OpenedWait Wait, string Payload, DateTimeOffset ExpiresAt)
{
    /// <summary>What the waiting instance hears.</summary>
    public Trigger.MessageArrived ToTrigger() =>
        new(Wait.ElementInstance, Wait.ElementId, TriggerCodec.Read(Payload).Variables);
}

/// <summary>Which correlation of its transaction it is.</summary>
internal enum CorrelationTurn
{
    /// <summary>The only one: keys are waited for.</summary>
    Only,

    /// <summary>The first of two: the waiting instances are about to be run in this transaction.</summary>
    First,

    /// <summary>The transaction holds keys already: two that waited for more could wait in a circle.</summary>
    Second,
}
