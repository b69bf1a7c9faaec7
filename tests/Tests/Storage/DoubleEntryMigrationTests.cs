using Hub.Payments;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Tests.Storage;

/// <summary>Movements from before the double entry are carried into it: balanced, and split as their order's price says.</summary>
public sealed class DoubleEntryMigrationTests
{
    private const string Before = "SealedSecrets";
    private const string Price =
        """{"totalCentimes":5000,"stampCentimes":400,"communeCentimes":1000,"postageCentimes":3600,"tariffVersion":"t"}""";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_sqlite()
    {
        await using var database = await TestDatabase.CreateSqliteAsync();
        await CarryAsync(database);
    }

    [Fact]
    public async Task On_postgres()
    {
        await using var database = await TestDatabase.CreatePostgresAsync();
        await CarryAsync(database);
    }

    private static async Task CarryAsync(TestDatabase database)
    {
        await using var db = database.Dialect.CreateDb(null);
        var migrator = db.GetService<IMigrator>();
        var before = db.Database.GetMigrations().Single(m => m.EndsWith(Before, StringComparison.Ordinal));
        await migrator.MigrateAsync(before, Ct);
        var (order, paid, second) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await InsertOrderAsync(db, order, paid);
        await InsertMovementAsync(db, order, paid, "captured:A", LedgerKind.Captured, 5_000);
        await InsertMovementAsync(db, order, paid, "refund:A", LedgerKind.Refunded, -1_000);
        await InsertMovementAsync(db, order, second, "captured:B", LedgerKind.Captured, 5_000);
        await InsertMovementAsync(db, order, second, "authorised:B", LedgerKind.Authorised, 0);

        await migrator.MigrateAsync(null, Ct);

        var entries = await db.Ledger.AsNoTracking().ToListAsync(Ct);
        Assert.All(entries, e => Assert.Equal(0, e.Postings.Sum(p => p.AmountCentimes)));
        Assert.All(entries, e => Assert.Equal("2026-11-23", e.BookedOn));
        Assert.Equal(
            new MoneyParts(400, 1_000, 3_600, 0),
            MoneyParts.Owed(entries.Single(e => e.Key == "captured:A").Postings)
        );
        Assert.Equal(
            MoneyParts.OwedBack(5_000),
            MoneyParts.Owed(entries.Single(e => e.Key == "captured:B").Postings)
        );
        Assert.Equal(1_000, entries.Single(e => e.Key == "refund:A").ValueCentimes);
        Assert.Empty(entries.Single(e => e.Key == "authorised:B").Postings);
    }

    private static async Task InsertOrderAsync(HubDb db, Guid order, Guid paid)
    {
        var at = new DateTime(2026, 11, 23, 9, 0, 0, DateTimeKind.Utc);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into orders (id, tracking_number, client_id, reference, bureau_code, bureau_type, state, locale, purpose, act,
              act_number, subject, requester, recipient, payment_method, price, paid_attempt_id, corrected, process_instance_id,
              created_at, promised_on, state_since, event_count, last_event_hash, attachment_ids)
            values ({order}, {"CASA-2026-000001"}, {"c"}, {"r"}, {"CHK-01"}, {"bureau-desk"}, {2}, {"fr"}, {"other"}, {"{}"}, {"1"}, {"{}"}, {"{}"}, {"{}"}, {"card"},
              {Price}, {paid}, {false}, {Guid.Empty}, {at}, {"2026-12-01"}, {at}, {0}, {""}, {"[]"})
            """,
            Ct
        );
    }

    private static Task<int> InsertMovementAsync(
        HubDb db,
        Guid order,
        Guid attempt,
        string key,
        LedgerKind kind,
        long amount
    )
    {
        var at = new DateTime(2026, 11, 23, 9, 0, 0, DateTimeKind.Utc);
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into ledger (id, key, order_id, attempt_id, kind, amount_centimes, at)
            values ({Guid.CreateVersion7()}, {key}, {order}, {attempt}, {(int)kind}, {amount}, {at})
            """,
            Ct
        );
    }
}
