namespace Tests.Payments;

public sealed class CmiGatewayTests : HoldingGatewayContract
{
    private protected override async Task<PaymentBench> OpenAsync(BadDay day, CancellationToken ct) =>
        await CmiBench.OpenAsync(BadDays.Of(day), ct);
}
