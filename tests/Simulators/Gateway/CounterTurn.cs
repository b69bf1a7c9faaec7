namespace Simulators.Gateway;

/// <summary>What becomes of a payment by reference.</summary>
internal enum CounterTurn
{
    /// <summary>Confirmed soon, as the provider's habits have it.</summary>
    Confirmed,

    /// <summary>The same payment is confirmed twice at once, and once more hours later.</summary>
    ConfirmedTwice,

    /// <summary>Confirmed four days later, when the order has expired.</summary>
    ConfirmedLate,

    /// <summary>The confirmation is lost.</summary>
    NeverConfirmed,

    /// <summary>One dirham less than was asked for is paid, and truly confirmed.</summary>
    OtherAmount,

    /// <summary>Two people pay the same reference at two counters: two transactions.</summary>
    PaidTwice,

    /// <summary>Nobody pays, and somebody without the secret sends a confirmation.</summary>
    Forged,
}
