using Simulators.Gateway;

namespace Tests.Payments;

/// <summary>A partner's bad days as habits of the simulators.</summary>
internal static class BadDays
{
    public static GatewayHabits Of(BadDay day) =>
        day switch
        {
            BadDay.RepliesLost => GatewayHabits.None with { LostReplies = 1 },
            BadDay.Unavailable => GatewayHabits.None with { Unavailable = 1 },
            BadDay.Forgeries => GatewayHabits.None with { ForgedCallbacks = 1 },
            BadDay.Repetitions => GatewayHabits.None with { RepeatedCallbacks = 1 },
            BadDay.DeafToFirstAnswer => GatewayHabits.None with { UnheardAnswers = 1 },
            _ => GatewayHabits.None,
        };
}
