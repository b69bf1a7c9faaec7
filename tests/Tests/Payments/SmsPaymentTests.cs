using Adapters.Payments;

namespace Tests.Payments;

/// <summary>Payment by SMS: the operator keeps a good part.</summary>
public sealed class SmsPaymentTests : PaymentGatewayContract
{
    private protected override async Task<PaymentBench> OpenAsync(BadDay day, CancellationToken ct) =>
        await ReferenceBench.OpenAsync(SmsPaymentOptions.Section, 0.40, BadDays.Of(day), ct);
}
