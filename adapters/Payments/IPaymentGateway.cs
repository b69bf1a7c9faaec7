namespace Adapters.Payments;

/// <summary>
/// A payment gateway of one method. It takes money on a page of its own, tells us by callback, and moves money back and
/// forth on request. A silent gateway is an exception: whoever asked must query the status before repeating.
/// </summary>
public interface IPaymentGateway
{
    /// <summary>The method as the portal names it: <c>card</c>.</summary>
    string Method { get; }

    /// <summary>The form that sends the citizen's browser to the gateway's own page.</summary>
    HostedPage Prepare(HostedPageRequest request);

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

/// <summary>What a hosted page is asked for.</summary>
/// <param name="Oid">Never used before: one per attempt.</param>
/// <param name="AmountCentimes">What the citizen pays.</param>
/// <param name="Language"><c>ar</c>, <c>fr</c> or <c>en</c>.</param>
/// <param name="Email">The payer's address, required by the gateway.</param>
/// <param name="PayerName">The payer's name, required by the gateway.</param>
/// <param name="ReturnUrl">Where the browser goes afterwards; proves nothing.</param>
/// <param name="Hold">True to authorise only and capture later.</param>
public sealed record HostedPageRequest(
    string Oid,
    long AmountCentimes,
    string Language,
    string Email,
    string PayerName,
    Uri ReturnUrl,
    bool Hold
);

/// <summary>Where the browser posts, and what.</summary>
public sealed record HostedPage(Uri Url, IReadOnlyList<KeyValuePair<string, string>> Fields);
