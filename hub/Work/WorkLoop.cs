using System.Threading.Channels;
using Hub.Operations;
using Hub.Storage;
using Microsoft.Extensions.Options;

namespace Hub.Work;

/// <summary>
/// Calls partners, durably: leases due items, tries them side by side, and books the outcomes in batches. The one place
/// in the hub that catches every exception: a silent or broken partner is retried, and in the end becomes an incident.
/// </summary>
internal sealed partial class WorkLoop : BackgroundService
{
    private readonly HubStore store;
    private readonly WorkOutcomes outcomes;
    private readonly PartnerBreaker breaker;
    private readonly WakeUps wakeUps;
    private readonly Stillness stillness;
    private readonly TimeProvider clock;
    private readonly WorkOptions options;
    private readonly ILogger<WorkLoop> logger;
    private readonly Dictionary<string, IWorkHandler> handlers;
    private readonly PartnerCalls calls;
    private readonly Channel<Tried> tried = Channel.CreateUnbounded<Tried>();

    public WorkLoop(
        HubStore store,
        WorkOutcomes outcomes,
        PartnerBreaker breaker,
        WakeUps wakeUps,
        Stillness stillness,
        TimeProvider clock,
        IOptions<WorkOptions> options,
        IEnumerable<IWorkHandler> handlers,
        ILogger<WorkLoop> logger
    )
    {
        this.store = store;
        this.outcomes = outcomes;
        this.breaker = breaker;
        this.wakeUps = wakeUps;
        this.stillness = stillness;
        this.clock = clock;
        this.options = options.Value;
        this.logger = logger;
        this.handlers = handlers.ToDictionary(handler => handler.Type, StringComparer.Ordinal);
        calls = new PartnerCalls(breaker, this.handlers, clock, options.Value);
    }

    public override void Dispose()
    {
        calls.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var busy = stillness.Busy();
        var booking = BookAsync(stoppingToken);
        try
        {
            await ClaimAsync(stoppingToken);
        }
        finally
        {
            // A booking under way ends, one way or the other, before the store is taken from under it.
            await EndedAsync(booking, stoppingToken);
        }
    }

    private static async Task EndedAsync(Task booking, CancellationToken stopping)
    {
        try
        {
            await booking;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopping is how it ends.
        }
    }

    private async Task ClaimAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var (claimed, nextDueAt) = await ClaimSafelyAsync(ct);
            foreach (var item in claimed)
            {
                breaker.Take(item.Line);
                stillness.Enter();
                _ = TryAsync(item, clock.GetUtcNow(), ct);
            }

            if (claimed.Count == 0)
            {
                await wakeUps.Work.WaitAsync(Until(nextDueAt), clock, ct);
            }
        }
    }

    private TimeSpan Until(DateTimeOffset? nextDueAt)
    {
        var wait = nextDueAt - clock.GetUtcNow() ?? options.PollInterval;
        return wait < options.PollInterval
            ? (wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1))
            : options.PollInterval;
    }

    private async Task<(IReadOnlyList<WorkItem> Items, DateTimeOffset? NextDueAt)> ClaimSafelyAsync(
        CancellationToken ct
    )
    {
        try
        {
            return await store.WriteAsync(
                async session =>
                {
                    var served = breaker.Served();
                    var items = await WorkQueue.ClaimAsync(
                        session,
                        options.Concurrency,
                        options.Lease,
                        served,
                        ct
                    );
                    return (items, items.Count == 0 ? await NextDueAsync(session, served, ct) : null);
                },
                ct
            );
        }
#pragma warning disable CA1031 // The loop outlives a database that is away; see the class summary.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogClaimFailed(exception);
            return ([], null);
        }
    }

    private async Task<DateTimeOffset?> NextDueAsync(
        WriteSession session,
        IReadOnlyList<string> served,
        CancellationToken ct
    )
    {
        var due = await WorkQueue.NextDueAsync(session, served, ct);
        var open = breaker.Open();
        if (open.Count == 0)
        {
            return due;
        }

        var closes = open.Min(line => line.Until);
        return due < closes ? due : closes;
    }

    private async Task TryAsync(WorkItem item, DateTimeOffset claimedAt, CancellationToken ct)
    {
        var result = new Tried(item, null, null);
        try
        {
            result = result with { Outcome = await calls.TryAsync(item, claimedAt, ct) };
        }
#pragma warning disable CA1031 // A partner can fail in any way; see the class summary.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (!ct.IsCancellationRequested)
            {
                calls.NoteFailure(item);
                LogTryFailed(exception, item.Type, item.Partner, item.Id, item.Attempt);
            }

            result = result with { Failure = exception };
        }

        tried.Writer.TryWrite(result);
    }

    private async Task BookAsync(CancellationToken ct)
    {
        var batch = new List<Tried>();
        await foreach (var first in tried.Reader.ReadAllAsync(ct))
        {
            batch.Add(first);
            while (batch.Count < options.Concurrency && tried.Reader.TryRead(out var more))
            {
                batch.Add(more);
            }

            await BookSafelyAsync(batch, ct);
            foreach (var done in batch)
            {
                breaker.PutDown(done.Item.Line);
                stillness.Leave();
            }

            batch.Clear();
            wakeUps.Work.Signal();
        }
    }

    private async Task BookSafelyAsync(List<Tried> batch, CancellationToken ct)
    {
        try
        {
            await outcomes.BookAsync(batch, handlers, ct);
        }
#pragma warning disable CA1031 // One poisoned outcome must not hold up the others; see the class summary.
        catch (Exception exception) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            if (batch.Count > 1)
            {
                foreach (var single in batch)
                {
                    await BookSafelyAsync([single], ct);
                }

                return;
            }

            LogBookingFailed(exception, batch[0].Item.Type, batch[0].Item.Id);
            if (batch[0].Failure is null)
            {
                // What the partner did stands in its own books: the retry asks it and books again.
                await BookSafelyAsync([batch[0] with { Outcome = null, Failure = exception }], ct);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Work items could not be claimed")]
    private partial void LogClaimFailed(Exception exception);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Try {Attempt} of {Type} for {Partner} failed (item {ItemId})"
    )]
    private partial void LogTryFailed(
        Exception exception,
        string type,
        string partner,
        Guid itemId,
        int attempt
    );

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The outcome of {Type} could not be booked (item {ItemId})"
    )]
    private partial void LogBookingFailed(Exception exception, string type, Guid itemId);
}

/// <summary>One try of a work item: an outcome or a failure.</summary>
internal sealed record Tried(WorkItem Item, WorkOutcome? Outcome, Exception? Failure);
