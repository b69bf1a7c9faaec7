using Hub.Storage;

namespace Hub.Work;

/// <summary>
/// How one type of work is done. The loop owns leases, retries, intents and incidents; a handler only talks to its partner
/// and says what came of it.
/// </summary>
internal interface IWorkHandler
{
    /// <summary>The task type, kebab-case; the class has the same words in Pascal case.</summary>
    string Type { get; }

    /// <summary>Tries once. Throws when the partner is silent or broken.</summary>
    Task<WorkOutcome> RunAsync(WorkItem item, CancellationToken ct);

    /// <summary>
    /// The status query, asked after a try that ended without an answer: what became of it? Null when the partner knows
    /// nothing of it, so that trying again is safe. Throws when the partner still does not answer.
    /// </summary>
    Task<WorkOutcome?> CheckAsync(WorkItem item, CancellationToken ct);

    /// <summary>
    /// Books the outcome in the hub's own tables (ledger, file, shipment), inside the transaction that records it.
    /// Touches nothing outside <paramref name="session"/>.
    /// </summary>
    Task BookAsync(WorkItem item, WorkOutcome outcome, WriteSession session, CancellationToken ct);

    /// <summary>When failed tries are repeated.</summary>
    RetrySchedule Retries => RetrySchedule.Doubling;

    /// <summary>
    /// The last try failed. False: the item waits, with an incident, for a person to try it again. True: nobody has to, the
    /// handler has booked in <paramref name="session"/> what follows, and the item is given up.
    /// </summary>
    Task<bool> GiveUpAsync(WorkItem item, string lastError, WriteSession session, CancellationToken ct) =>
        Task.FromResult(false);
}
