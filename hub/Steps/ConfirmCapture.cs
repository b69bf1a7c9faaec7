using Adapters.Payments;
using Hub.Storage;

namespace Hub.Steps;

/// <summary>Asks, some minutes after an approval, whether the gateway really captured what our answer told it to.</summary>
internal sealed class ConfirmCapture(HubStore store, IEnumerable<IPaymentGateway> gateways)
    : CaptureWork(store, gateways)
{
    public override string Type => "confirm-capture";
}
