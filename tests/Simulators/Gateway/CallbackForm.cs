using System.Globalization;
using System.Net;
using Simulators.Scenario;

namespace Simulators.Gateway;

/// <summary>What the gateway posts about one try of a card, signed.</summary>
internal static class CallbackForm
{
    private static readonly string[] Echoed =
    [
        "clientid",
        "storetype",
        "trantype",
        "amount",
        "currency",
        "oid",
        "lang",
        "email",
        "BillToName",
        "hashAlgorithm",
        "encoding",
        "okUrl",
        "failUrl",
    ];

    /// <summary>The fields of the callback, or, without <c>callbackCall</c>, of the browser's return.</summary>
    public static List<KeyValuePair<string, string>> Build(
        HostedForm form,
        BankAnswer answer,
        Movement movement,
        GatewaySettings settings,
        bool toServer
    )
    {
        var fields = Echoed
            .Select(name => KeyValuePair.Create(name, (form.Fields.Value(name) ?? "").Trim()))
            .ToList();
        fields.AddRange([
            new("ReturnOid", form.Oid),
            new("TransId", movement.TransactionId),
            new("AuthCode", movement.AuthCode),
            new("HostRefNum", answer.IsApproved ? movement.TransactionId[^9..] : ""),
            new("acqStan", movement.TransactionId[^6..]),
            new("ACQBIN", "400000"),
            new("SettleId", ""),
            new("ProcReturnCode", answer.ProcReturnCode),
            new("Response", answer.Response),
            new("ErrMsg", answer.Message),
            new("mdStatus", answer.MdStatus),
            new("mdErrorMsg", answer.MdStatus == "1" ? "Y-status/Challenge authentication" : "N-status"),
            new("txstatus", answer.MdStatus == "1" ? "Y" : "N"),
            new("eci", answer.MdStatus == "1" ? "05" : ""),
            new("cavv", ""),
            new("xid", ""),
            new("md", ""),
            new("dsId", "1"),
            new("MaskedPan", answer.MaskedPan),
            new("maskedCreditCard", answer.MaskedPan),
            new("EXTRA_CARDBRAND", "VISA"),
            new("EXTRA_CARDISSUER", "SANDBOX BANK"),
            new(
                "EXTRA_TRXDATE",
                movement.At.UtcDateTime.ToString("yyyyMMdd HH:mm:ss", CultureInfo.InvariantCulture)
            ),
            new("clientIp", "196.200.131.7"),
            new("rnd", movement.TransactionId + form.Oid.Length.ToString(CultureInfo.InvariantCulture)),
        ]);
        if (toServer)
        {
            fields.Add(new("callbackCall", "true"));
        }

        return Sign(fields, settings.StoreKey);
    }

    /// <summary>
    /// Signs the fields as they are and sends free text as HTML, as the platform does: its own sample decodes the values
    /// before it hashes them (domain.md §4.3).
    /// </summary>
    public static List<KeyValuePair<string, string>> Sign(
        List<KeyValuePair<string, string>> fields,
        string storeKey
    )
    {
        var hash = Ver3Hash.Of(fields, storeKey);
        return
        [
            .. fields.Select(field =>
                field.Key is "BillToName" or "ErrMsg"
                    ? KeyValuePair.Create(field.Key, WebUtility.HtmlEncode(field.Value))
                    : field
            ),
            new("HASH", hash),
        ];
    }
}
