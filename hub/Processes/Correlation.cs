using System.Security.Cryptography;
using System.Text;
using Hub.Storage;
using Workflows.Engine;

namespace Hub.Processes;

/// <summary>
/// Brings messages and waits together (language.md R22–R26). Publisher and waiter both take the lock of the correlation key,
/// so neither can miss the other. Locks that are waited for are taken once in a transaction: either behind everything that
/// it holds, or before the instances, of which then only free ones are taken. However many messages and waits there are,
/// the store is asked a fixed number of times.
/// </summary>
internal sealed class Correlation(WriteSession session, KeptMessages known, CorrelationTurn turn)
{
    private readonly List<HeardMessage> heard = [];
    private readonly HashSet<(Guid, int, string)> taken = [];
    private readonly HashSet<KeptMessage> served = new(ReferenceEqualityComparer.Instance);
    private readonly RowBatch replaced = CorrelationRows.DeleteMessages();

    /// <summary>Who hears what.</summary>
    public IReadOnlyList<HeardMessage> Heard => heard;

    /// <summary>In a <see cref="CorrelationTurn.First"/> turn: the waiting instances that are free, held until the commit.</summary>
    public IReadOnlyCollection<ProcessInstance> Waiting { get; private set; } = [];

    /// <summary>
    /// Correlates newly opened waits with kept messages, and new messages with open waits. What the transaction does not know
    /// is asked behind the rows that it still has to write. Returns the rows to write.
    /// </summary>
    /// <exception cref="KeyHeldException">A lock is held by somebody else and must not be waited for.</exception>
    public async Task<IReadOnlyList<RowBatch>> RunAsync(
        IReadOnlyList<OutgoingMessage> messages,
        IReadOnlyList<OpenedWait> opened,
        CancellationToken ct
    )
    {
        var found = new MessageTakers();
        var starts = new MessageStarts(session);
        var unknown = opened.Where(w => !known.Knows(w)).ToList();
        if (messages.Count + unknown.Count > 0)
        {
            found = await AskAsync(messages, unknown, starts, ct);
        }

        ServeOpened(opened);
        var inserts = CorrelationRows.InsertMessages();
        await PublishAsync(messages, found, starts, inserts, ct);
        return Rows(inserts);
    }

    private async Task<MessageTakers> AskAsync(
        IReadOnlyList<OutgoingMessage> messages,
        List<OpenedWait> unknown,
        MessageStarts starts,
        CancellationToken ct
    )
    {
        var questions = new Questions(session);
        var keys = messages
            .Select(m => m.CorrelationKey)
            .Concat(unknown.Select(w => w.CorrelationKey))
            .ToHashSet(StringComparer.Ordinal);
        Lock(questions, keys);
        if (unknown.Count > 0)
        {
            CorrelationRows.AskKept(questions, session, unknown, known);
        }

        var found = new MessageTakers();
        if (messages.Count > 0)
        {
            AskTakers(questions, messages, found);
            starts.Ask(questions, messages);
        }

        await questions.RunAsync(session.TakeRows(), ct);
        known.Asked(keys, unknown.Concat(found.NothingKept));
        Waiting = found.Held.Values;
        if (turn == CorrelationTurn.First)
        {
            await AskDoubtfulAsync(messages, found, ct);
        }

        return found;
    }

    private void AskTakers(Questions questions, IReadOnlyList<OutgoingMessage> messages, MessageTakers found)
    {
        if (turn == CorrelationTurn.First)
        {
            CorrelationRows.AskAndHoldWaits(questions, session, messages, found);
        }
        else
        {
            CorrelationRows.AskKnown(questions, session, messages, found);
            CorrelationRows.AskWaits(questions, session, messages, found);
        }
    }

    /// <summary>Most messages find somebody who waits, and nothing else kept for their key; the others may be known.</summary>
    private async Task AskDoubtfulAsync(
        IReadOnlyList<OutgoingMessage> messages,
        MessageTakers found,
        CancellationToken ct
    )
    {
        var clear = found.NothingKept.Select(w => w.CorrelationKey).ToHashSet(StringComparer.Ordinal);
        var doubtful = messages
            .Where(m => m.MessageId is not null && !clear.Contains(m.CorrelationKey))
            .ToList();
        if (doubtful.Count > 0)
        {
            var questions = new Questions(session);
            CorrelationRows.AskKnown(questions, session, doubtful, found);
            await questions.RunAsync([], ct);
        }
    }

    private void Lock(Questions questions, IEnumerable<string> keys)
    {
        var locks = keys.Select(LockKey).ToList();
        if (turn == CorrelationTurn.Second)
        {
            questions.LockAtOnce(locks);
        }
        else
        {
            questions.Lock(locks);
        }
    }

    private static long LockKey(string key) =>
        BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(key)), 0);

    /// <summary>A new wait takes the oldest message that is alive and that its process has not had yet (R26).</summary>
    private void ServeOpened(IReadOnlyList<OpenedWait> opened)
    {
        foreach (var wait in opened)
        {
            if (known.TakeFor(wait) is { } message)
            {
                served.Add(message);
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
            var takers = new HashSet<string>(StringComparer.Ordinal);
            foreach (var wait in byKey[(message.Name, message.CorrelationKey)])
            {
                if (!taken.Contains(Key(wait)) && takers.Add(wait.ProcessId))
                {
                    Hear(wait, payload, message.ExpiresAt);
                }
            }

            await starts.StartAsync(message, takers, ct);
            if (message.ExpiresAt > session.Now)
            {
                if (found.Expired.Contains(identity))
                {
                    replaced.Add(message.CorrelationKey, message.Name, message.MessageId);
                }

                CorrelationRows.Add(
                    kept,
                    message,
                    payload,
                    takers,
                    known.Published(message, takers),
                    session
                );
            }
        }
    }

    private List<RowBatch> Rows(RowBatch kept)
    {
        var takings = CorrelationRows.UpdateTakers();
        foreach (var message in served)
        {
            CorrelationRows.AddTakers(takings, message, message.TakenBy);
        }

        return [takings, replaced, kept];
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
