using Adapters.Registries;
using Hub.Catalogue;
using Hub.Orders;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Workflows.Feel;

namespace Hub.Steps;

/// <summary>
/// The act is held elsewhere: the order goes to that bureau, without a new payment. A bureau of another type has another
/// process, which takes over.
/// </summary>
internal sealed class RerouteOrder(ReferenceCatalogue catalogue, DefinitionCatalogue definitions) : IStep
{
    public string Type => "reroute-order";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        var code = call.Text("heldAt");
        if (catalogue.FindBureau(code) is not { Active: true } bureau)
        {
            return new StepAnswer.Error(
                "bureau_unknown",
                $"The bureau '{code}' that should hold the act takes no orders."
            );
        }

        var order = await OrderLock.HoldAsync(session, call.RequiredOrderId, ct);
        if (await HasDeniedAsync(order, code, session, ct))
        {
            return new StepAnswer.Error(
                "bureau_denied",
                $"The bureau '{code}' has already said that it does not hold the act."
            );
        }

        var sameProcess = bureau.Type.Process == catalogue.Bureau(order.BureauCode).Type.Process;
        order.MoveTo(OrderState.Rerouted, "bureau:" + order.BureauCode, "wrong_bureau", session);
        order.BureauCode = bureau.Code;
        order.BureauType = bureau.Type.Code;
        if (!sameProcess)
        {
            order.ProcessInstanceId = Start(order, bureau, session);
        }

        return StepInput.Answer(
            ("bureau", FeelValue.From(bureau.Code)),
            ("bureauType", FeelValue.From(bureau.Type.Code)),
            ("calendar", FeelValue.From(bureau.Calendar)),
            ("handedOver", FeelValue.From(!sameProcess))
        );
    }

    /// <summary>Bureaus that send an order to each other would do so for ever: the second time, a person looks.</summary>
    private static Task<bool> HasDeniedAsync(
        Order order,
        string code,
        WriteSession session,
        CancellationToken ct
    ) =>
        session
            .Db.BureauRequests.Where(r => r.OrderId == order.Id && r.BureauCode == code)
            .Join(
                session.Db.BureauAnswers.Where(a => a.Outcome == AnswerOutcomes.Rerouted),
                r => r.RequestId,
                a => a.RequestId,
                (_, _) => true
            )
            .AnyAsync(ct);

    private Guid Start(Order order, Bureau bureau, WriteSession session)
    {
        var process =
            definitions.Latest(bureau.Type.Process)
            ?? throw new InvalidOperationException($"The process '{bureau.Type.Process}' is not deployed.");
        return session.Processes.Start(
            process.Id,
            process.Key,
            order.Id,
            OrderVariables.Of(order, bureau, paid: true)
        );
    }
}
