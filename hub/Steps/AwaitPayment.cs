using Hub.Orders;
using Hub.Payments;
using Hub.Storage;
using Microsoft.Extensions.Options;
using Workflows.Feel;

namespace Hub.Steps;

/// <summary>Says until when an unpaid order waits.</summary>
internal sealed class AwaitPayment(IOptions<PaymentOptions> options) : IStep
{
    public string Type => "await-payment";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        var order = await OrderLock.HoldAsync(session, call.RequiredOrderId, ct);
        var expiresAt = order.CreatedAt + options.Value.PayWithin;
        return StepInput.Answer(
            (
                "expiresAt",
                FeelValue.From(
                    expiresAt.UtcDateTime.ToString(
                        "yyyy-MM-ddTHH:mm:ssZ",
                        System.Globalization.CultureInfo.InvariantCulture
                    )
                )
            )
        );
    }
}
