namespace Adapters.Payments;

/// <summary>
/// Payment against a reference: the citizen names it at an agency, or sends it by SMS; the provider confirms later, net of
/// what it keeps. What is paid is taken: there is nothing to hold, to capture or to cancel, only to give back.
/// </summary>
internal sealed class ReferenceGateway(string method, ReferenceApi api, ReferenceContract contract)
    : IPaymentGateway
{
    private const string Dirham = "MAD";

    public string Method => method;

    public bool CanHold => false;

    public PaymentInvitation Prepare(PaymentRequest request) =>
        new PaymentReference(ReferenceNumber.Of(request.Oid, contract));

    public string Answer(CallbackReply reply) => reply == CallbackReply.Fail ? "REFUSED" : "ACCEPTED";

    public CallbackReading ReadCallback(string form)
    {
        if (
            FormBody.Parse(form) is not { Count: > 0 } fields
            || fields.DistinctBy(f => f.Key, StringComparer.Ordinal).Count() != fields.Count
            // The signature covers lines: a line end inside a field could make two fields look like one.
            || fields.Any(f => f.Key.Any(char.IsControl) || f.Value.Any(char.IsControl))
        )
        {
            return new CallbackReading.Refused(
                null,
                "malformed",
                "The confirmation is no form of single fields."
            );
        }

        var byName = fields.ToDictionary(StringComparer.Ordinal);
        var oid = ReferenceNumber.ToOid(byName.GetValueOrDefault("reference"), contract);
        if (!ReferenceSeal.Verify(fields, contract.Secret!))
        {
            return new CallbackReading.Refused(oid, "bad_hash", "The signature is not the provider's.");
        }

        if (byName.GetValueOrDefault("biller") != contract.BillerCode)
        {
            return new CallbackReading.Refused(oid, "wrong_client", "The confirmation names another biller.");
        }

        return byName.GetValueOrDefault("currency") == Dirham
            ? Read(oid, byName, fields)
            : new CallbackReading.Refused(oid, "wrong_currency", "The confirmation is not in dirhams (MAD).");
    }

    public async Task<GatewayStatus> QueryAsync(string oid, CancellationToken ct)
    {
        if (await api.QueryAsync(ReferenceNumber.Of(oid, contract), ct) is not { } known)
        {
            return new GatewayStatus.Unknown();
        }

        var state = known.State switch
        {
            // Cash is settled as soon as it is paid: money goes back by credit only.
            "paid" => GatewayState.Settled,
            "refunded" => GatewayState.Credited,
            _ => throw new HttpRequestException($"The provider's state '{known.State}' is not known."),
        };
        return new GatewayStatus.Known(state, Centimes(known.Amount), known.TransactionId);
    }

    public async Task<long> QueryCreditsAsync(string oid, CancellationToken ct) =>
        await api.QueryAsync(ReferenceNumber.Of(oid, contract), ct) is { } known
            ? Centimes(known.Refunded)
            : 0;

    public Task<MoneyReply> CaptureAsync(string oid, long amountCentimes, CancellationToken ct) =>
        Task.FromResult<MoneyReply>(new MoneyReply.Refused("not_held", "What is paid is taken already."));

    public Task<MoneyReply> VoidAsync(string oid, CancellationToken ct) =>
        Task.FromResult<MoneyReply>(
            new MoneyReply.Refused("not_voidable", "What was paid can only be given back.")
        );

    public Task<MoneyReply> CreditAsync(string oid, long amountCentimes, CancellationToken ct) =>
        contract.GivesBack
            ? api.GiveBackAsync(ReferenceNumber.Of(oid, contract), amountCentimes, ct)
            : Task.FromResult<MoneyReply>(
                new MoneyReply.Refused("refund_by_hand", "This provider gives nothing back.")
            );

    /// <summary>The facts, once the confirmation is known to be the provider's. Net is gross less the fee, or it is a lie.</summary>
    private static CallbackReading Read(
        string? oid,
        Dictionary<string, string> byName,
        IReadOnlyList<KeyValuePair<string, string>> fields
    )
    {
        if (
            oid is null
            || Amounts.Parse(byName.GetValueOrDefault("amount")) is not { } amount
            || Amounts.Parse(byName.GetValueOrDefault("fee")) is not { } fee
            || Amounts.Parse(byName.GetValueOrDefault("net")) is not { } net
            || net != amount - fee
            || byName.GetValueOrDefault("transaction") is not { Length: > 0 } transaction
        )
        {
            return new CallbackReading.Refused(
                oid,
                "malformed",
                "The confirmation lacks a reference, amounts that fit each other, or its transaction."
            );
        }

        return new CallbackReading.Approved(
            new CallbackFacts(oid, amount, transaction, null)
            {
                BankCode = "00",
                FeeCentimes = fee,
                Fields = fields,
            }
        );
    }

    private static long Centimes(string text) =>
        Amounts.Parse(text)
        ?? throw new HttpRequestException($"The provider's amount '{text}' cannot be read.");
}
