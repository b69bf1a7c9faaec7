using Simulators.Gateway;

namespace Tests.Payments;

public sealed class CmiGatewayTests : PaymentGatewayContract
{
    private protected override async Task<PaymentBench> OpenAsync(BadDay day, CancellationToken ct)
    {
        var habits = day switch
        {
            BadDay.RepliesLost => GatewayHabits.None with { LostReplies = 1 },
            BadDay.Unavailable => GatewayHabits.None with { Unavailable = 1 },
            BadDay.Forgeries => GatewayHabits.None with { ForgedCallbacks = 1 },
            BadDay.Repetitions => GatewayHabits.None with { RepeatedCallbacks = 1 },
            BadDay.DeafToFirstAnswer => GatewayHabits.None with { UnheardAnswers = 1 },
            _ => GatewayHabits.None,
        };
        return await CmiBench.OpenAsync(habits, ct);
    }
}
