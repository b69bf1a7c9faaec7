using System.Threading.Channels;
using Hub.Operations;
using Hub.Processes;

namespace Hub.Storage;

/// <summary>
/// Many small transactions in one commit: callers queue, one writer takes whatever waits, runs it in one transaction and
/// answers everybody after the commit. The processes that the group moves run in the same transaction; if that fails, the
/// group is run again and leaves them to the runner, who can tell which step is broken. A group that still fails is run one
/// by one, so nobody fails because of a neighbour. A commit in doubt is in doubt for everybody in it, and a store that is
/// away is away for everybody.
/// </summary>
internal sealed partial class GroupCommit : IAsyncDisposable
{
    /// <summary>Members of one group at the most.</summary>
    public const int MaxGroup = 500;

    /// <summary>How often the writer stands back for those just answered: an answer passes so many hands to its caller.</summary>
    private const int Turns = 5;

    private readonly HubStore store;
    private readonly Stillness stillness;
    private readonly TransitionBatchFactory batches;
    private readonly ILogger<GroupCommit> logger;
    private readonly Channel<Member> queue = Channel.CreateUnbounded<Member>();
    private readonly Task writer;

    /// <summary>Starts the writer.</summary>
    public GroupCommit(
        HubStore store,
        Stillness stillness,
        TransitionBatchFactory batches,
        ILogger<GroupCommit> logger
    )
    {
        this.store = store;
        this.batches = batches;
        this.logger = logger;
        this.stillness = stillness;
        writer = Task.Run(RunAsync);
    }

    /// <summary>
    /// Runs <paramref name="work"/> in a transaction shared with others and completes after its commit. Like every unit of
    /// work it may be run again and touches nothing outside the session.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<WriteSession, Task<T>> work, CancellationToken ct)
    {
        var member = new Member<T>(work);
        using var busy = stillness.Busy();
        await queue.Writer.WriteAsync(member, ct);
        // What is queued is done even when nobody waits for it any more.
        return await member.Answer.WaitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await writer;
    }

    private async Task RunAsync()
    {
        var group = new List<Member>();
        while (await queue.Reader.WaitToReadAsync())
        {
            while (group.Count < MaxGroup && queue.Reader.TryRead(out var member))
            {
                group.Add(member);
            }

            await RunGroupAsync(group, atOnce: true);
            group.Clear();
            // Who was answered and asks again at once comes into the next group, not into the one after it.
            for (var turn = 0; turn < Turns; turn++)
            {
                await Task.Yield();
            }
        }
    }

    private async Task RunGroupAsync(List<Member> group, bool atOnce)
    {
        try
        {
            await store.WriteAsync(
                async session =>
                {
                    foreach (var member in group)
                    {
                        await member.RunAsync(session);
                    }

                    if (atOnce)
                    {
                        await session.RunProcessesAsync(batches.Create(session), CancellationToken.None);
                    }
                },
                CancellationToken.None
            );
            group.ForEach(member => member.Confirm());
        }
#pragma warning disable CA1031 // The failure is handed to the caller it belongs to; the others are served.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (exception is CommitInDoubtException || store.Dialect.IsAway(exception))
            {
                group.ForEach(member => member.Fail(exception));
                return;
            }

            if (atOnce)
            {
                LogLeftToRunner(exception, group.Count);
                await RunGroupAsync(group, atOnce: false);
                return;
            }

            if (group.Count == 1)
            {
                group[0].Fail(exception);
                return;
            }

            foreach (var member in group)
            {
                await RunGroupAsync([member], atOnce: false);
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The processes of a group of {Count} could not be run with it; they are left to the runner"
    )]
    private partial void LogLeftToRunner(Exception exception, int count);

    private abstract class Member
    {
        public abstract Task RunAsync(WriteSession session);
        public abstract void Confirm();
        public abstract void Fail(Exception exception);
    }

    private sealed class Member<T>(Func<WriteSession, Task<T>> work) : Member
    {
        private readonly TaskCompletionSource<T> answer = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        private T result = default!;

        public Task<T> Answer => answer.Task;

        public override async Task RunAsync(WriteSession session) => result = await work(session);

        public override void Confirm() => answer.TrySetResult(result);

        public override void Fail(Exception exception) => answer.TrySetException(exception);
    }
}
