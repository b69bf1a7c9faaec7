using System.Data.Common;
using System.Reflection;
using Hub.Storage;

namespace Tests.Payments;

/// <summary>
/// A store whose user can be killed: before a commit (nothing is written) or after it (it is written, and nobody is told).
/// Only the flow that asked for it dies, or, with <see cref="IsDead"/>, everybody.
/// </summary>
internal sealed class KillingDialect
{
    private readonly AsyncLocal<KillPoint> here = new();

    public KillingDialect(IDatabaseDialect inner)
    {
        Dialect = DispatchProxy.Create<IDatabaseDialect, Interceptor>();
        ((Interceptor)(object)Dialect).Set(inner, this);
    }

    /// <summary>The store to use.</summary>
    public IDatabaseDialect Dialect { get; }

    /// <summary>No commit of anybody goes through any more.</summary>
    public volatile bool IsDead;

    /// <summary>From here to the end of the scope, this flow dies at its next commit.</summary>
    public IDisposable KillThisFlow(KillPoint point)
    {
        here.Value = point;
        return new Scope(this);
    }

    private async Task CommitAsync(Func<Task> commit)
    {
        var point = here.Value;
        if (IsDead || point == KillPoint.BeforeCommit)
        {
            throw new NodeKilledException();
        }

        await commit();
        if (point == KillPoint.AfterCommit)
        {
            throw new NodeKilledException();
        }
    }

    private sealed class Scope(KillingDialect owner) : IDisposable
    {
        public void Dispose() => owner.here.Value = KillPoint.None;
    }

    /// <summary>Passes everything on but the commit.</summary>
    internal class Interceptor : DispatchProxy
    {
        private IDatabaseDialect inner = null!;
        private KillingDialect owner = null!;

        public void Set(IDatabaseDialect dialect, KillingDialect killer) =>
            (inner, owner) = (dialect, killer);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.Name == nameof(IDatabaseDialect.CommitAsync)
                ? owner.CommitAsync(() =>
                    inner.CommitAsync(
                        (DbConnection)args![0]!,
                        (DbTransaction)args[1]!,
                        (IReadOnlyList<RowBatch>)args[2]!
                    )
                )
            // The database outlives the node that used it.
            : targetMethod.Name == nameof(IAsyncDisposable.DisposeAsync) ? ValueTask.CompletedTask
            : targetMethod.Invoke(inner, BindingFlags.DoNotWrapExceptions, null, args, null);
    }
}

/// <summary>Where a node dies.</summary>
internal enum KillPoint
{
    None,
    BeforeCommit,
    AfterCommit,
}

/// <summary>The node is gone.</summary>
internal sealed class NodeKilledException : Exception
{
    public NodeKilledException() { }

    public NodeKilledException(string message)
        : base(message) { }

    public NodeKilledException(string message, Exception inner)
        : base(message, inner) { }
}
