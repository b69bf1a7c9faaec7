using Adapters.Payments;

namespace Tests.Payments;

/// <summary>What <see cref="PaymentGatewayContract"/> needs of a payment method: our side, a payer and the partner's own books.</summary>
internal abstract class PaymentBench : IAsyncDisposable
{
    /// <summary>The implementation under test.</summary>
    public abstract IPaymentGateway Gateway { get; }

    /// <summary>What our side answers to callbacks: called with the body of each.</summary>
    public Func<string, CallbackReply> Answer { get; set; } = _ => CallbackReply.Acknowledge;

    /// <summary>The bodies of the callbacks that have come.</summary>
    public List<string> Callbacks { get; } = [];

    /// <summary>
    /// A citizen goes where the invitation leads and pays, or is declined; says what was shown at the end: <c>approved</c>,
    /// <c>declined</c> or <c>error</c>.
    /// </summary>
    public abstract Task<string> PayAsync(PaymentInvitation invitation, bool approved, CancellationToken ct);

    /// <summary>Lets time pass and the partner do what it has planned.</summary>
    public abstract Task PassAsync(TimeSpan time, CancellationToken ct);

    /// <summary>How often the partner really did something to an attempt: <c>capture</c>, <c>void</c>, <c>credit</c>.</summary>
    public abstract int Effects(string effect, string oid);

    public abstract ValueTask DisposeAsync();
}

/// <summary>The partner's bad days.</summary>
internal enum BadDay
{
    None,
    RepliesLost,
    Unavailable,
    Forgeries,
    Repetitions,
    DeafToFirstAnswer,
}
