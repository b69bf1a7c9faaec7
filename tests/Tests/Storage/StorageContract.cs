using Hub.Processes;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Tests.Storage;

/// <summary>What every store must do alike. Each store has a subclass that says how to make one.</summary>
public abstract class StorageContract : IAsyncLifetime
{
    private protected FakeTimeProvider Clock { get; } =
        new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private protected TestDatabase Database { get; private set; } = null!;
    private protected HubStore Store { get; private set; } = null!;
    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Database = await CreateAsync();
        Store = Database.OpenStore(Clock);
    }

    public async ValueTask DisposeAsync()
    {
        if (Database is not null)
        {
            await Database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    public async Task Nothing_of_a_failed_transaction_is_kept()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Store.WriteAsync(
                async session =>
                {
                    session.Db.Counters.Add(new Counter { Name = "a", Value = 1 });
                    await session.SaveBusinessRowsAsync(Ct);
                    session.Work.Intend(new NewWorkItem("t", "p", "k", "{}", null));
                    await session.FlushAsync(Ct);
                    throw new InvalidOperationException("broken on purpose");
                },
                Ct
            )
        );

        Assert.Equal(0, await Store.ReadAsync(db => db.Counters.CountAsync(Ct)));
        Assert.Equal(0, await Store.ReadAsync(db => db.WorkItems.CountAsync(Ct)));
        Assert.Equal(0, await Store.ReadAsync(db => db.Effects.CountAsync(Ct)));
    }

    [Fact]
    public async Task What_is_to_happen_after_the_commit_does_not_happen_without_one()
    {
        var rang = 0;

        await Store.WriteAsync(session => Ring(session, fail: false), Ct);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Store.WriteAsync(session => Ring(session, fail: true), Ct)
        );

        Assert.Equal(1, rang);

        Task Ring(WriteSession session, bool fail)
        {
            session.AfterCommit(() => rang++);
            return fail ? throw new InvalidOperationException("broken on purpose") : Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Numbers_are_given_out_once_and_without_a_gap()
    {
        var numbers = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(_ => Store.WriteAsync(s => s.NextNumberAsync("manifest", 2, Ct), Ct))
        );

        Assert.Equal(Enumerable.Range(0, 20).Select(i => (long)((2 * i) + 1)), numbers.Order());
    }

    [Fact]
    public async Task The_same_intention_is_written_once()
    {
        for (var i = 0; i < 2; i++)
        {
            await Store.WriteAsync(
                session =>
                {
                    session.Work.Intend(new NewWorkItem("send-sms", "sms", "sms:1", "{}", null));
                    session.Work.Intend(new NewWorkItem("send-sms", "sms", "sms:1", "{}", null));
                    return Task.CompletedTask;
                },
                Ct
            );
        }

        Assert.Equal(1, await Store.ReadAsync(db => db.WorkItems.CountAsync(Ct)));
        Assert.Equal(EffectState.Intended, (await Store.ReadAsync(db => db.Effects.SingleAsync(Ct))).State);
    }

    [Fact]
    public async Task A_set_based_update_touches_only_its_rows()
    {
        await Store.WriteAsync(
            session =>
            {
                session.Db.Counters.AddRange(
                    new Counter { Name = "a", Value = 1 },
                    new Counter { Name = "b", Value = 2 },
                    new Counter { Name = "c", Value = 3 }
                );
                return Task.CompletedTask;
            },
            Ct
        );

        var touched = await Store.WriteAsync(
            session =>
            {
                var update = new RowBatch(
                    RowShape.Update(
                        "counters",
                        1,
                        new("name", ColumnKind.Text),
                        new("value", ColumnKind.Long)
                    )
                );
                update.Add("a", 10L);
                update.Add("missing", 99L);
                var delete = new RowBatch(RowShape.Delete("counters", new Column("name", ColumnKind.Text)));
                delete.Add("b");
                return session.Dialect.WriteAsync(session.Transaction, [update, delete]);
            },
            Ct
        );

        Assert.Equal([1, 1], touched);
        var left = await Store.ReadAsync(db => db.Counters.OrderBy(c => c.Name).ToListAsync(Ct));
        Assert.Equal([("a", 10L), ("c", 3L)], left.Select(c => (c.Name, c.Value)));
    }

    [Fact]
    public async Task Due_triggers_are_claimed_in_order_and_come_back_when_the_transaction_fails()
    {
        var instance = Guid.NewGuid();
        await Store.WriteAsync(
            session =>
            {
                var rows = ProcessTables.InsertTriggers();
                rows.Add(
                    instance,
                    (int)TriggerKind.TimerFired,
                    1,
                    "later",
                    null,
                    Clock.GetUtcNow().AddHours(1),
                    false
                );
                rows.Add(instance, (int)TriggerKind.TimerFired, 2, "second", null, Clock.GetUtcNow(), false);
                rows.Add(
                    instance,
                    (int)TriggerKind.TimerFired,
                    3,
                    "first",
                    null,
                    Clock.GetUtcNow().AddHours(-1),
                    false
                );
                return session.Dialect.WriteAsync(session.Transaction, [rows]);
            },
            Ct
        );

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Store.WriteAsync(
                async session =>
                {
                    await ProcessTables.ClaimAsync(session, 10, Ct);
                    throw new InvalidOperationException("broken on purpose");
                },
                Ct
            )
        );
        var claimed = await Store.WriteAsync(session => ProcessTables.ClaimAsync(session, 10, Ct), Ct);
        var nextDue = await Store.WriteAsync(session => ProcessTables.NextDueAsync(session, Ct), Ct);

        Assert.Equal(["first", "second"], claimed.Select(t => t.ElementId!));
        Assert.Equal(Clock.GetUtcNow().AddHours(1), nextDue);
    }

    [Fact]
    public async Task A_unique_key_that_exists_is_recognised()
    {
        await Store.WriteAsync(s => Add(s), Ct);

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Store.WriteAsync(s => Add(s), Ct));

        Assert.True(Store.Dialect.IsUniqueViolation(failure));

        static Task Add(WriteSession session)
        {
            session.Db.Counters.Add(new Counter { Name = "taken", Value = 1 });
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Moments_come_back_as_they_were_written()
    {
        var at = new DateTimeOffset(2026, 2, 15, 3, 0, 0, 123, TimeSpan.FromHours(1));
        await Store.WriteAsync(
            session =>
            {
                session.Work.Intend(new NewWorkItem("t", "p", "k", "{}", null) { DueAt = at });
                return Task.CompletedTask;
            },
            Ct
        );

        var item = await Store.ReadAsync(db => db.WorkItems.OrderBy(w => w.DueAt).SingleAsync(Ct));

        Assert.Equal(at, item.DueAt);
        Assert.Equal(TimeSpan.Zero, item.DueAt.Offset);
    }
}
