using Hub.Orders;
using Hub.Payments;
using Hub.Processes;
using Hub.Steps;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tests.Definitions;
using Tests.Exchange;
using Workflows.Feel;

namespace Tests.Steps;

/// <summary>Runs steps on a real store, as the processes of the definitions would.</summary>
internal sealed class StepBench(ExchangeBench bench) : IAsyncDisposable
{
    private int elements;

    public ExchangeBench Bench => bench;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<StepBench> OpenAsync() =>
        new(
            await ExchangeBench.OpenAsync(services =>
            {
                services.AddOptions<PaymentOptions>();
                services.AddSingleton<DefinitionCatalogue>();
                foreach (
                    var step in (Type[])
                        [
                            typeof(AskCitizen),
                            typeof(CloseOrder),
                            typeof(DecideRefund),
                            typeof(ExpireCorrection),
                            typeof(RecordOutcome),
                            typeof(RecordRefund),
                            typeof(RerouteOrder),
                            typeof(SettleRefund),
                        ]
                )
                {
                    services.AddSingleton(typeof(IStep), step);
                }
            })
        );

    /// <summary>A step of one process instance; each run is another element instance.</summary>
    public Task<StepAnswer> RunAsync(
        string type,
        Order order,
        Guid instance,
        params (string Name, FeelValue Value)[] variables
    )
    {
        var step = bench.Services.GetServices<IStep>().Single(s => s.Type == type);
        var call = new StepCall(
            order.Id,
            instance,
            ++elements,
            Vars.Of(variables),
            new Dictionary<string, string>()
        );
        return bench.Store.WriteAsync(session => step.RunAsync(call, session, Ct), Ct);
    }

    /// <summary>The variables of a step that is done.</summary>
    public async Task<FeelContext> DoneAsync(
        string type,
        Order order,
        params (string Name, FeelValue Value)[] variables
    ) =>
        Assert
            .IsType<StepAnswer.Done>(await RunAsync(type, order, Guid.CreateVersion7(), variables))
            .Variables;

    /// <summary>An order whose price was taken.</summary>
    public async Task<(Order Order, PaymentAttempt Attempt)> CapturedAsync(int copies = 2, int lines = 1)
    {
        var order = await bench.PaidOrderAsync("CHK-02", copies, lines);
        var attempt = await bench.Store.WriteAsync(
            async session =>
            {
                var row = new PaymentAttempt
                {
                    Id = session.NewId(),
                    OrderId = order.Id,
                    Number = 1,
                    Oid = order.TrackingNumber + "-1",
                    Method = "card",
                    AmountCentimes = 5_000,
                    State = AttemptState.Captured,
                    CreatedAt = session.Now,
                };
                session.Db.PaymentAttempts.Add(row);
                var held = await OrderLock.HoldAsync(session, order.Id, Ct);
                held.PaidAttemptId = row.Id;
                LedgerMovements.Captured(session, row, held);
                return row;
            },
            Ct
        );
        return (order, attempt);
    }

    /// <summary>Changes an order as somebody else would, meanwhile.</summary>
    public Task ChangeAsync(Order order, Action<Order> change) =>
        bench.Store.WriteAsync(async session => change(await OrderLock.HoldAsync(session, order.Id, Ct)), Ct);

    /// <summary>Moves an order on, as its process would.</summary>
    public Task MoveAsync(Order order, OrderState state) =>
        bench.Store.WriteAsync(
            async session =>
                (await OrderLock.HoldAsync(session, order.Id, Ct)).MoveTo(state, "test", null, session),
            Ct
        );

    public Task<List<Refund>> RefundsAsync() =>
        bench.Store.ReadAsync(db => db.Refunds.OrderBy(r => r.Id).ToListAsync(Ct));

    public ValueTask DisposeAsync() => bench.DisposeAsync();
}
