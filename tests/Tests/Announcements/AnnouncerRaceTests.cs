using Hub.Announcements;
using Hub.Catalogue;
using Hub.Operations;
using Hub.Orders;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Tests.Architecture;
using Tests.Storage;

namespace Tests.Announcements;

/// <summary>Two nodes on one PostgreSQL, both announcing while orders go on changing.</summary>
public sealed class AnnouncerRaceTests
{
    private const int Orders = 60;
    private static readonly OrderState[] Way =
    [
        OrderState.Paid,
        OrderState.AtBureau,
        OrderState.Issued,
        OrderState.HandedToPost,
        OrderState.Delivered,
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_announcers_leave_no_gap_tell_nothing_twice_and_keep_every_orders_sequence()
    {
        await using var database = await TestDatabase.CreatePostgresAsync();
        await using var secondDialect = new PostgresDialect(database.ConnectionString);
        using var catalogue = new ReferenceCatalogue(
            Options.Create(new CatalogueOptions { Folder = Path.Combine(Repository.Root, "config") }),
            NullLogger<ReferenceCatalogue>.Instance
        );
        using var wakeUps = new WakeUps(new Stillness());
        var first = new HubStore(database.Dialect, TimeProvider.System, wakeUps);
        var second = new HubStore(secondDialect, TimeProvider.System, wakeUps);
        var announce = new AnnounceOrders(
            new CitizenMessages(
                catalogue,
                new MessageTexts(catalogue),
                new QuietHours(Options.Create(new AnnouncementOptions()))
            )
        );

        var changing = ChangeAsync(first);
        await Task.WhenAll(
            AnnounceUntilAsync(first, announce, changing),
            AnnounceUntilAsync(second, announce, changing),
            changing
        );

        var events = await first.ReadAsync(db => db.PortalEvents.OrderBy(e => e.Sequence).ToListAsync(Ct));
        var expected = Orders * (Way.Length + 1);
        Assert.Equal(Enumerable.Range(1, expected).Select(n => (long)n), events.Select(e => e.Sequence));
        Assert.All(
            events.GroupBy(e => e.OrderId),
            told =>
                Assert.Equal(
                    Way.Prepend(OrderState.AwaitingPayment).Select(state => state.ToEventType()),
                    told.Select(e => e.Type)
                )
        );
    }

    private static async Task ChangeAsync(HubStore store)
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(1, Orders),
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Ct },
            async (number, ct) =>
            {
                var order = TestOrder.New(store.Now, number, "ar", "watiqa");
                await store.WriteAsync(
                    session =>
                    {
                        session.Db.Orders.Add(order);
                        order.MoveTo(OrderState.AwaitingPayment, "test", null, session);
                        return Task.CompletedTask;
                    },
                    ct
                );
                foreach (var state in Way)
                {
                    await store.WriteAsync(
                        async session =>
                            (await OrderLock.HoldAsync(session, order.Id, ct)).MoveTo(
                                state,
                                "test",
                                null,
                                session
                            ),
                        ct
                    );
                }
            }
        );
    }

    private static async Task AnnounceUntilAsync(HubStore store, AnnounceOrders announce, Task changing)
    {
        while (true)
        {
            var over = changing.IsCompleted;
            var announced = await store.WriteAsync(session => announce.RunAsync(session, 7, Ct), Ct);
            if (over && announced == 0)
            {
                return;
            }
        }
    }
}
