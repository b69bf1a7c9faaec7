using Adapters.Payments;
using Hub.Payments;
using Hub.Storage;
using Hub.Work;

namespace Hub.Steps;

/// <summary>The bureau has issued: what was only held is captured now; what was captured at once is simply confirmed.</summary>
internal sealed class TakePayment(HubStore store, IEnumerable<IPaymentGateway> gateways)
    : CaptureWork(store, gateways),
        IProcessWork
{
    public override string Type => "take-payment";

    public NewWorkItem Plan(StepCall call)
    {
        var attemptId = Guid.Parse(call.Text("attemptId"));
        return new NewWorkItem(
            Type,
            call.OptionalText("provider") ?? PaymentMethod.PartnerOf(PaymentMethod.Card),
            $"take:{attemptId}:{call.ElementInstance}:{call.InstanceId:N}",
            Input(attemptId),
            call.OrderId
        );
    }
}
