namespace Adapters.Payments;

/// <summary>
/// A payment provider of one method. It takes money on a page of its own or against a reference, tells us by callback, and
/// moves money back and forth on request. A silent provider is an exception: whoever asked must query the status before
/// repeating.
/// </summary>
public interface IPaymentGateway
{
    /// <summary>The method as the portal names it: <c>card</c>, <c>agency</c> or <c>sms</c>.</summary>
    string Method { get; }

    /// <summary>Can an amount be held first and captured later? Without that, what is paid is taken.</summary>
    bool CanHold { get; }

    /// <summary>What the payer needs to pay: the form of a page, or a reference.</summary>
    PaymentInvitation Prepare(PaymentRequest request);

    /// <summary>The whole body of the answer to a callback, in the provider's words.</summary>
    string Answer(CallbackReply reply);

    /// <summary>Reads and verifies a callback; <paramref name="form"/> is the body as it came.</summary>
    CallbackReading ReadCallback(string form);

    /// <summary>What the gateway knows of an attempt.</summary>
    Task<GatewayStatus> QueryAsync(string oid, CancellationToken ct);

    /// <summary>How much of an attempt has been given back so far, in centimes.</summary>
    Task<long> QueryCreditsAsync(string oid, CancellationToken ct);

    /// <summary>Captures a held amount.</summary>
    Task<MoneyReply> CaptureAsync(string oid, long amountCentimes, CancellationToken ct);

    /// <summary>Cancels a held or not yet settled payment as a whole.</summary>
    Task<MoneyReply> VoidAsync(string oid, CancellationToken ct);

    /// <summary>Gives back a part or all of a settled payment.</summary>
    Task<MoneyReply> CreditAsync(string oid, long amountCentimes, CancellationToken ct);
}

/// <summary>What is to be paid, and by whom.</summary>
/// <param name="Oid">Never used before: one per attempt.</param>
/// <param name="AmountCentimes">What the citizen pays.</param>
/// <param name="Language"><c>ar</c>, <c>fr</c> or <c>en</c>.</param>
/// <param name="Email">The payer's address.</param>
/// <param name="PayerName">The payer's name.</param>
/// <param name="Phone">The payer's telephone number.</param>
/// <param name="ReturnUrl">Where a browser goes afterwards; proves nothing.</param>
/// <param name="Hold">True to authorise only and capture later.</param>
public sealed record PaymentRequest(
    string Oid,
    long AmountCentimes,
    string Language,
    string Email,
    string PayerName,
    string Phone,
    Uri ReturnUrl,
    bool Hold
);
