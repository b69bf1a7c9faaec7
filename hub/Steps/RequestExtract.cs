using Adapters.Registries;
using Hub.Orders;
using Hub.Registries;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Workflows.Feel;

namespace Hub.Steps;

/// <summary>Hands a request to a bureau's own system. The bureau knows the request id, so nothing is issued twice.</summary>
internal sealed class RequestExtract(
    HubStore store,
    IRegistryChannel channel,
    IOptions<RegistryOptions> options
) : IProcessWork
{
    public string Type => "request-extract";

    public NewWorkItem Plan(StepCall call)
    {
        var requestId = call.Text("requestId");
        return new NewWorkItem(Type, call.Text("bureau"), "request:" + requestId, requestId, call.OrderId);
    }

    public async Task<WorkOutcome> RunAsync(WorkItem item, CancellationToken ct)
    {
        var (order, request) = await store.ReadAsync(async db =>
        {
            var row = await db.BureauRequests.FirstAsync(r => r.RequestId == item.Input, ct);
            return (await db.Orders.Include(o => o.Lines).FirstAsync(o => o.Id == row.OrderId, ct), row);
        });
        var message = ExtractRequests.Of(order, request, possibleDuplicate: item.Attempt > 1);
        return ToOutcome(
            await channel.RequestAsync(options.Value.EndpointOf(request.BureauCode), message, ct)
        );
    }

    public async Task<WorkOutcome?> CheckAsync(WorkItem item, CancellationToken ct) =>
        await channel.QueryAsync(options.Value.EndpointOf(item.Partner), item.Input, ct) is { } reply
            ? ToOutcome(reply)
            : null;

    public async Task BookAsync(
        WorkItem item,
        WorkOutcome outcome,
        WriteSession session,
        CancellationToken ct
    )
    {
        if (outcome is not WorkOutcome.Done)
        {
            return;
        }

        var request = await session.Db.BureauRequests.FirstAsync(r => r.RequestId == item.Input, ct);
        request.ReceivedAt ??= session.Now;
        if (request.State == RequestState.Queued)
        {
            request.State = RequestState.Received;
            var order = await OrderLock.HoldAsync(session, request.OrderId, ct);
            if (order.State == OrderState.Routed)
            {
                order.MoveTo(OrderState.AtBureau, "bureau:" + request.BureauCode, null, session);
            }
        }
    }

    private static WorkOutcome ToOutcome(RegistryReply reply) =>
        reply switch
        {
            RegistryReply.Accepted accepted => new WorkOutcome.Done(
                FeelContext.Empty,
                TransmissionLevel.Received,
                accepted.Reference
            ),
            RegistryReply.Refused refused => new WorkOutcome.Refused(
                "bureau_refused_request",
                $"{refused.Code}: {refused.Explanation}",
                FeelContext.Empty
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
