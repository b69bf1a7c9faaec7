using System.Globalization;
using Hub.Catalogue;
using Hub.Orders;
using Hub.Registries;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Workflows.Feel;

namespace Hub.Steps;

/// <summary>Opens a round with the order's bureau: a new request id, a due date by the bureau's own calendar.</summary>
internal sealed class OpenRequest(ReferenceCatalogue catalogue, AnswerDueDay dueDay) : IStep
{
    public string Type => "open-request";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        var order = await OrderLock.HoldAsync(session, call.RequiredOrderId, ct);
        var bureau = catalogue.Bureau(order.BureauCode);
        var former = await session.Db.BureauRequests.Where(r => r.OrderId == order.Id).ToListAsync(ct);
        foreach (var open in former.Where(r => r.State < RequestState.Answered))
        {
            open.State = RequestState.Withdrawn;
        }

        var number = former.Count + 1;
        var request = new BureauRequest
        {
            RequestId = string.Create(CultureInfo.InvariantCulture, $"{order.TrackingNumber}-R{number}"),
            OrderId = order.Id,
            Number = number,
            BureauCode = bureau.Code,
            Channel = bureau.Type.Channel,
            State = RequestState.Queued,
            DueOn = dueDay.Of(bureau, session.Now),
            OpenedAt = session.Now,
        };
        session.Db.BureauRequests.Add(request);
        order.MoveTo(OrderState.Routed, "system", null, session);
        if (request.Channel == "desk")
        {
            // What is in the desk's own list is at the bureau.
            request.State = RequestState.Received;
            request.ReceivedAt = session.Now;
            order.MoveTo(OrderState.AtBureau, "system", null, session);
        }

        return StepInput.Answer(("requestId", FeelValue.From(request.RequestId)));
    }
}
