using Hub.Orders;
using Hub.Storage;

namespace Hub.Steps;

/// <summary>The citizen must correct or add something, once (law 55-19).</summary>
internal sealed class AskCitizen : IStep
{
    public string Type => "ask-citizen";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        var order = await OrderLock.HoldAsync(session, call.RequiredOrderId, ct);
        order.MoveTo(
            OrderState.NeedsInformation,
            "bureau:" + order.BureauCode,
            call.OptionalText("reason"),
            session
        );
        return StepAnswer.Done.Nothing;
    }
}
