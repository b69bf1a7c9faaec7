using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Workflows.Engine;
using Workflows.Feel;

namespace Hub.Processes;

/// <summary>
/// What one transaction asks of the process engine. It becomes rows for the runner, who is woken after the commit, except
/// for what <see cref="RunAtOnceAsync"/> has run before.
/// </summary>
internal sealed class ProcessWrites(WriteSession session)
{
    /// <summary>How often what follows is run at once before it is left to the runner.</summary>
    private const int MaxRounds = 8;

    private readonly List<NewInstance> starts = [];
    private readonly List<(Guid InstanceId, Trigger Trigger, DateTimeOffset DueAt)> triggers = [];
    private readonly List<OutgoingMessage> messages = [];
    private readonly List<OpenedWait> opened = [];
    private readonly List<HeardMessage> arrivals = [];
    private readonly List<(Guid DefinitionId, string ElementId, StartTimer Firing)> plannedStarts = [];
    private readonly List<(Guid InstanceId, string ProcessId)> ended = [];
    private readonly KeptMessages kept = new(session);
    private bool holdsKeys;

    /// <summary>Did this transaction write triggers that are due now?</summary>
    public bool HasTriggers { get; private set; }

    private CorrelationTurn NextTurn => holdsKeys ? CorrelationTurn.Second : CorrelationTurn.Only;

    /// <summary>
    /// Starts an instance of <paramref name="definitionId"/> (see <see cref="DefinitionCatalogue"/>) and returns its id.
    /// </summary>
    public Guid Start(Guid definitionId, string processId, Guid? orderId, FeelContext variables)
    {
        var id = session.NewId();
        starts.Add(new NewInstance(id, definitionId, processId, orderId, null, null));
        Tell(id, new Trigger.Start(variables, null, Called: false));
        return id;
    }

    /// <summary>Begins an instance at a message start event.</summary>
    public void StartByMessage(Guid id, StartEvent start, FeelContext variables)
    {
        starts.Add(new NewInstance(id, start.DefinitionId, start.ProcessId, null, null, null));
        Tell(id, new Trigger.Start(variables, start.ElementId, Called: false));
    }

    /// <summary>A timer start event of a version fires at the moment of <paramref name="firing"/>.</summary>
    public void PlanStart(Guid definitionId, string elementId, StartTimer firing) =>
        plannedStarts.Add((definitionId, elementId, firing));

    /// <summary>An instance has ended that a message may have begun: the next one may begin (R25).</summary>
    public void Ended(Guid instanceId, string processId) => ended.Add((instanceId, processId));

    /// <summary>The process that an element called goes on after its escalation was heard.</summary>
    public async Task AnswerAsync(Guid caller, Command.AnswerEscalation answer, CancellationToken ct)
    {
        var called = await session
            .Db.ProcessInstances.Where(i =>
                i.ParentId == caller
                && i.ParentElementInstance == answer.ElementInstance
                && i.Status == InstanceStatus.Active
            )
            .Select(i => i.Id)
            .ToListAsync(ct);
        called.ForEach(id => Tell(id, new Trigger.EscalationAnswered(answer.Thrower)));
    }

    /// <summary>Something happened that an instance must hear now.</summary>
    public void Tell(Guid instanceId, Trigger trigger) => TellAt(instanceId, trigger, session.Now);

    /// <summary>Something that an instance must hear at <paramref name="dueAt"/>.</summary>
    public void TellAt(Guid instanceId, Trigger trigger, DateTimeOffset dueAt) =>
        triggers.Add((instanceId, trigger, dueAt.ToStoredPrecision()));

    /// <summary>
    /// Publishes a message: it goes to at most one waiting instance of each process id; whoever starts to wait within
    /// <paramref name="timeToLive"/> still gets it. The same <paramref name="messageId"/> again, while the first is kept, is a
    /// duplicate and does nothing (R23–R26).
    /// </summary>
    public void Publish(
        string name,
        string correlationKey,
        FeelContext variables,
        string? messageId,
        TimeSpan timeToLive
    ) =>
        messages.Add(
            new OutgoingMessage(name, correlationKey, variables, messageId, session.Now + timeToLive)
        );

    /// <summary>A wait was opened: a message that came too early may be waiting for it.</summary>
    public void Opened(OpenedWait wait) => opened.Add(wait);

    /// <summary>
    /// Runs what is due now in this transaction, as far as the instances are free, and what follows from it for the same
    /// instances; the rest is left to <see cref="FlushAsync"/> and the runner.
    /// </summary>
    /// <exception cref="KeyHeldException">From here on nobody is waited for: the transaction must be run again without this.</exception>
    public async Task RunAtOnceAsync(TransitionBatch batch, CancellationToken ct)
    {
        var waiting = await CorrelateAsync(CorrelationTurn.First, ct);
        var told = triggers.Where(t => t.DueAt <= session.Now).Select(t => t.InstanceId);
        await batch.HoldAsync([.. starts], waiting, told.ToHashSet(), ct);
        starts.Clear();
        for (var round = 0; round < MaxRounds; round++)
        {
            var due = triggers.FindAll(t => t.DueAt <= session.Now && batch.Holds(t.InstanceId));
            var heard = arrivals.FindAll(a => batch.Holds(a.Wait.InstanceId));
            if (due.Count + heard.Count == 0)
            {
                return;
            }

            // Taken out first: what steps ask for while the batch runs is asked for anew.
            triggers.RemoveAll(t => t.DueAt <= session.Now && batch.Holds(t.InstanceId));
            arrivals.RemoveAll(a => batch.Holds(a.Wait.InstanceId));
            await batch.RunAtOnceAsync([.. due.Select(t => (t.InstanceId, t.Trigger))], heard, ct);
            await CorrelateAsync(NextTurn, ct);
        }
    }

    /// <summary>Writes it all.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        await CorrelateAsync(NextTurn, ct);
        if (ended.Count > 0)
        {
            // Whoever begins next may begin with a message of this very transaction.
            await session.WriteRowsAsync(ct);
        }

        foreach (var (instanceId, processId) in ended)
        {
            await new MessageStarts(session).ReleaseAsync(instanceId, processId, ct);
        }

        ended.Clear();
        if (starts.Count > 0)
        {
            session.Write([InstanceRows()]);
        }

        if (triggers.Count + arrivals.Count + plannedStarts.Count > 0)
        {
            session.Write([CorrelationRows.UpdateCorrelating(arrivals), TriggerRows()]);
        }
    }

    /// <summary>Brings messages and waits together; returns the instances that the first turn of two holds.</summary>
    private async Task<IReadOnlyCollection<ProcessInstance>> CorrelateAsync(
        CorrelationTurn turn,
        CancellationToken ct
    )
    {
        if (messages.Count + opened.Count == 0)
        {
            return [];
        }

        var correlation = new Correlation(session, kept, turn);
        session.Write(await correlation.RunAsync(messages, opened, ct));
        holdsKeys = true;
        arrivals.AddRange(correlation.Heard);
        messages.Clear();
        opened.Clear();
        return correlation.Waiting;
    }

    private RowBatch InstanceRows()
    {
        var inserts = ProcessTables.InsertInstances();
        foreach (var start in starts)
        {
            ProcessTables.AddNew(inserts, start.ToRow(session.Now), null);
        }

        starts.Clear();
        return inserts;
    }

    private RowBatch TriggerRows()
    {
        var inserts = ProcessTables.InsertTriggers();
        foreach (var (instanceId, trigger, dueAt) in triggers)
        {
            var (kind, elementInstance, elementId, payload) = TriggerCodec.ToRow(trigger);
            inserts.Add(instanceId, (int)kind, elementInstance, elementId, payload, dueAt, false);
            HasTriggers |= dueAt <= session.Now;
        }

        foreach (var arrival in arrivals)
        {
            var wait = arrival.Wait;
            inserts.Add(
                wait.InstanceId,
                (int)TriggerKind.MessageArrived,
                wait.ElementInstance,
                wait.ElementId,
                TriggerCodec.WriteMessage(arrival),
                session.Now,
                false
            );
            HasTriggers = true;
        }

        foreach (var (definitionId, elementId, firing) in plannedStarts)
        {
            var dueAt = firing.DueAt.ToDateTimeOffset().ToStoredPrecision();
            inserts.Add(
                definitionId,
                (int)TriggerKind.StartByTimer,
                0,
                elementId,
                StartEvents.WriteLeft(firing.Left),
                dueAt,
                false
            );
            HasTriggers |= dueAt <= session.Now;
        }

        plannedStarts.Clear();
        triggers.Clear();
        arrivals.Clear();
        return inserts;
    }
}

/// <summary>An instance about to be written.</summary>
internal sealed record NewInstance(
    Guid Id,
    Guid DefinitionId,
    string ProcessId,
    Guid? OrderId,
    Guid? ParentId,
    int? ParentElementInstance
)
{
    /// <summary>The instance before it has run.</summary>
    public ProcessInstance ToRow(DateTimeOffset now) =>
        new()
        {
            Id = Id,
            DefinitionId = DefinitionId,
            ProcessId = ProcessId,
            OrderId = OrderId,
            ParentId = ParentId,
            ParentElementInstance = ParentElementInstance,
            Status = InstanceStatus.Active,
            CreatedAt = now,
            UpdatedAt = now,
        };
}

/// <summary>A message about to be published.</summary>
internal sealed record OutgoingMessage(
    string Name,
    string CorrelationKey,
    FeelContext Variables,
    string? MessageId,
    DateTimeOffset ExpiresAt
);

/// <summary>A message wait of one instance.</summary>
internal sealed record OpenedWait(
    Guid InstanceId,
    int ElementInstance,
    string ElementId,
    string ProcessId,
    string Name,
    string CorrelationKey
);
