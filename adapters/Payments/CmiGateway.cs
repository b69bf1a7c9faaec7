using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Adapters.Payments;

/// <summary>Card payments on CMI's hosted page. Card data never comes near us.</summary>
internal sealed class CmiGateway(CmiApi api, IOptions<CmiOptions> options) : IPaymentGateway
{
    // Of the currency and of the country: ISO 4217 and ISO 3166 number Morocco alike.
    private const string Dirham = "504";
    private const string Approved = "00";
    private const int MaxOrderId = 64;
    private const string Unproven = "The bank approved, and nothing proves that 3-D Secure was passed.";

    // 1 is full, 2 to 4 half or attempted; every other value fails, and so does none: the page we send the citizen to is
    // 3D_PAY_HOSTING, where an approval without the check has no place (domain.md §4.4 and §4.7).
    private static readonly HashSet<string> AcceptedSecure3D = ["1", "2", "3", "4"];

    public string Method => "card";

    public bool CanHold => true;

    public string Answer(CallbackReply reply) => reply.ToText();

    public PaymentInvitation Prepare(PaymentRequest request)
    {
        var contract = options.Value;
        List<KeyValuePair<string, string>> fields =
        [
            new("clientid", contract.ClientId),
            new("storetype", "3D_PAY_HOSTING"),
            // Captured at once by the answer ACTION=POSTAUTH, or later: in both cases the page itself only authorises.
            new("trantype", "PreAuth"),
            new("amount", Amounts.ToText(request.AmountCentimes)),
            new("currency", Dirham),
            new("oid", request.Oid),
            new("okUrl", request.ReturnUrl.AbsoluteUri),
            new("failUrl", request.ReturnUrl.AbsoluteUri),
            new("callbackUrl", contract.CallbackUrl.AbsoluteUri),
            new("shopurl", contract.ShopUrl.AbsoluteUri),
            new("lang", request.Language),
            new("email", request.Email),
            new("BillToName", request.PayerName),
            // The platform normalises free text before it hashes (domain.md §4.3): addresses stay out of its page.
            new("BillToCompany", ""),
            new("BillToStreet1", ""),
            new("BillToCity", ""),
            new("BillToStateProv", ""),
            new("BillToPostalCode", ""),
            new("BillToCountry", Dirham),
            new("tel", request.Phone),
            new("rnd", RandomNumberGenerator.GetHexString(20, lowercase: true)),
            new("hashAlgorithm", "ver3"),
            new("encoding", "UTF-8"),
            new("refreshtime", "5"),
            new("AutoRedirect", "true"),
            new("CallbackResponse", "true"),
            new("sessiontimeout", contract.SessionTimeoutSeconds.ToString(CultureInfo.InvariantCulture)),
        ];
        fields.Add(new("HASH", CmiHash.Compute(fields, contract.StoreKey)));
        return new HostedPage(contract.HostedPageUrl, fields);
    }

    public CallbackReading ReadCallback(string form)
    {
        if (FormBody.Parse(form) is not { Count: > 0 } fields || HasTwins(fields))
        {
            return new CallbackReading.Refused(
                null,
                "malformed",
                "The callback is no form of single fields."
            );
        }

        var oid = Field(fields, "ReturnOid") is { Length: > 0 } returned ? returned : Field(fields, "oid");
        if (FindLie(fields) is var (code, message))
        {
            return new CallbackReading.Refused(oid, code, message);
        }

        if (
            !IsOrderId(oid)
            || (Field(fields, "oid") is { Length: > 0 } named && named != oid)
            || Amounts.Parse(Field(fields, "amount")) is not { } amount
        )
        {
            return new CallbackReading.Refused(
                oid,
                "malformed",
                "The callback lacks its order id or amount, or names two orders."
            );
        }

        var facts = new CallbackFacts(oid, amount, Field(fields, "TransId"), MaskedCard(fields))
        {
            BankCode = Field(fields, "ProcReturnCode") ?? "",
            Fields = fields,
        };
        return Judge(fields, facts);
    }

    public Task<GatewayStatus> QueryAsync(string oid, CancellationToken ct) => api.QueryAsync(oid, ct);

    public Task<long> QueryCreditsAsync(string oid, CancellationToken ct) => api.QueryCreditsAsync(oid, ct);

    public Task<MoneyReply> CaptureAsync(string oid, long amountCentimes, CancellationToken ct) =>
        api.MoveAsync("PostAuth", oid, amountCentimes, ct);

    public Task<MoneyReply> VoidAsync(string oid, CancellationToken ct) =>
        api.MoveAsync("Void", oid, null, ct);

    public Task<MoneyReply> CreditAsync(string oid, long amountCentimes, CancellationToken ct) =>
        api.MoveAsync("Credit", oid, amountCentimes, ct);

    private (string Code, string Message)? FindLie(IReadOnlyList<KeyValuePair<string, string>> fields) =>
        !CmiHash.Verify(fields, options.Value.StoreKey)
            ? ("bad_hash", "The hash of the callback is not ours and CMI's.")
        : Field(fields, "clientid") != options.Value.ClientId
            ? ("wrong_client", "The callback names another merchant.")
        : Field(fields, "currency") != Dirham ? ("wrong_currency", "The callback is not in dirhams (504).")
        : null;

    private static CallbackReading Judge(
        IReadOnlyList<KeyValuePair<string, string>> fields,
        CallbackFacts facts
    )
    {
        var response = Field(fields, "Response") ?? "";
        if (facts.BankCode != Approved || response != "Approved")
        {
            var message = Field(fields, "ErrMsg") is { Length: > 0 } said ? said : response;
            return new CallbackReading.Declined(facts, facts.BankCode, message);
        }

        var secure = Field(fields, "mdStatus") ?? "";
        return AcceptedSecure3D.Contains(secure)
            ? new CallbackReading.Approved(facts)
            : new CallbackReading.Declined(facts, Secure3DCode(secure), Unproven) { IsApprovedByBank = true };
    }

    private static string Secure3DCode(string secure) =>
        secure switch
        {
            "" => "3ds_missing",
            [>= '0' and <= '9'] => "3ds_" + secure,
            _ => "3ds_unknown",
        };

    // Without white space (domain.md §4.2), and no longer than the platform takes.
    private static bool IsOrderId([NotNullWhen(true)] string? oid) =>
        oid is { Length: > 0 and <= MaxOrderId } && !oid.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));

    // The hash covers values in the order of their names, not the names: a second field of one name could hide behind it.
    private static bool HasTwins(IReadOnlyList<KeyValuePair<string, string>> fields) =>
        fields.DistinctBy(field => field.Key, StringComparer.OrdinalIgnoreCase).Count() != fields.Count;

    private static string? MaskedCard(IReadOnlyList<KeyValuePair<string, string>> fields) =>
        Field(fields, "maskedCreditCard") ?? Field(fields, "MaskedPan");

    private static string? Field(IReadOnlyList<KeyValuePair<string, string>> fields, string name)
    {
        foreach (var field in fields)
        {
            if (field.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return field.Value;
            }
        }

        return null;
    }
}
