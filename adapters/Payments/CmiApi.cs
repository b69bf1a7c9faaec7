using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Extensions.Options;

namespace Adapters.Payments;

/// <summary>CMI's XML API: <c>DATA=&lt;CC5Request&gt;…</c> in, <c>&lt;CC5Response&gt;</c> out (domain.md §4.5).</summary>
internal sealed class CmiApi(HttpClient http, IOptions<CmiOptions> options)
{
    /// <summary>More than any answer has; the client refuses to read on.</summary>
    public const int MaxResponseBytes = 64 * 1024;

    // "Credit is not possible, the order has not been through a closing of the day."
    private const string DayNotClosed = "CORE-2508";
    private const string NoRecord = "No record found";
    private static readonly XmlReaderSettings Hardened = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxResponseBytes,
    };

    /// <summary>Asks what the gateway knows of an attempt.</summary>
    public async Task<GatewayStatus> QueryAsync(string oid, CancellationToken ct)
    {
        var answer = await SendAsync(Request(oid, null, null, new XElement("ORDERSTATUS", "QUERY")), ct);
        var pairs = Pairs(answer.Element("Extra")?.Element("ORDERSTATUS")?.Value);
        if (pairs.GetValueOrDefault("TRANS_STAT") is not { Length: > 0 } status)
        {
            // Only these words say that there is no payment: an error of the call itself must never be taken for it.
            return Text(answer, "ErrMsg").StartsWith(NoRecord, StringComparison.OrdinalIgnoreCase)
                ? new GatewayStatus.Unknown()
                : throw new HttpRequestException($"The gateway gave no status: {Refusal(answer)}");
        }

        return new GatewayStatus.Known(
            StateOf(status, pairs.GetValueOrDefault("CHARGE_TYPE_CD", "")),
            Centimes(pairs),
            Text(answer, "TransId")
        );
    }

    /// <summary>How much of an attempt has been given back so far, from its history.</summary>
    public async Task<long> QueryCreditsAsync(string oid, CancellationToken ct)
    {
        var answer = await SendAsync(Request(oid, null, null, new XElement("ORDERHISTORY", "QUERY")), ct);
        if (
            Text(answer, "Response") != "Approved"
            && !Text(answer, "ErrMsg").StartsWith(NoRecord, StringComparison.OrdinalIgnoreCase)
        )
        {
            throw new HttpRequestException($"The gateway gave no history: {Refusal(answer)}");
        }

        return answer
            .Elements("Extra")
            .Elements()
            .Where(element => IsTransaction(element.Name.LocalName))
            .Select(element => element.Value.Split('\t'))
            // Charge type, status, amount asked for, amount moved, … : credits that went through.
            .Where(trx => trx is ["C", "A" or "C" or "S", _, _, ..])
            .Sum(trx => Number(trx[3]) is > 0 and var moved ? moved : Number(trx[2]));
    }

    /// <summary>Moves money: PostAuth, Void or Credit.</summary>
    public async Task<MoneyReply> MoveAsync(
        string type,
        string oid,
        long? amountCentimes,
        CancellationToken ct
    )
    {
        var answer = await SendAsync(Request(oid, type, amountCentimes, null), ct);
        if (Text(answer, "ProcReturnCode") == "00" && Text(answer, "Response") == "Approved")
        {
            return new MoneyReply.Done(Text(answer, "TransId"));
        }

        var code = answer.Element("Extra")?.Element("ERRORCODE")?.Value is { Length: > 0 } error
            ? error
            : Text(answer, "ProcReturnCode");
        return new MoneyReply.Refused(
            code == DayNotClosed ? MoneyReply.NotSettledYet : code,
            Text(answer, "ErrMsg")
        );
    }

    private static bool IsTransaction(string name) =>
        name.StartsWith("TRX", StringComparison.Ordinal)
        && name.Length > 3
        && name.Skip(3).All(char.IsAsciiDigit);

    private static GatewayState StateOf(string status, string chargeType) =>
        status switch
        {
            "D" or "ERR" => GatewayState.Failed,
            "CNCL" or "V" => GatewayState.Voided,
            "PN" => GatewayState.Pending,
            "A" or "C" or "S" when chargeType == "C" => GatewayState.Credited,
            "A" => GatewayState.Held,
            "C" => GatewayState.Captured,
            "S" => GatewayState.Settled,
            _ => throw new HttpRequestException($"The gateway's status '{status}' is not known."),
        };

    // Amounts of a status answer are in minor units.
    private static long Centimes(Dictionary<string, string> pairs) =>
        Number(pairs.GetValueOrDefault("CAPTURE_AMT")) is > 0 and var captured
            ? captured
            : Number(pairs.GetValueOrDefault("ORIG_TRANS_AMT"));

    private static long Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static Dictionary<string, string> Pairs(string? packed) =>
        (packed ?? "")
            .Split('\t', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(pair => pair.Split(':', 2))
            .Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First()[1], StringComparer.Ordinal);

    private static string Text(XElement answer, string name) => answer.Element(name)?.Value ?? "";

    private static string Refusal(XElement answer) =>
        $"{Text(answer, "ProcReturnCode")} {Text(answer, "Response")} {Text(answer, "ErrMsg")}";

    private XElement Request(string oid, string? type, long? amountCentimes, XElement? extra)
    {
        var contract = options.Value;
        return new XElement(
            "CC5Request",
            new XElement("Name", contract.ApiUser),
            new XElement("Password", contract.ApiPassword),
            new XElement("ClientId", contract.ClientId),
            new XElement("OrderId", oid),
            type is null ? null : new XElement("Type", type),
            amountCentimes is { } amount ? new XElement("Total", Amounts.ToText(amount)) : null,
            amountCentimes is null ? null : new XElement("Currency", "504"),
            extra is null ? null : new XElement("Extra", extra)
        );
    }

    private async Task<XElement> SendAsync(XElement request, CancellationToken ct)
    {
        using var content = new StringContent(
            "DATA=" + Uri.EscapeDataString(request.ToString(SaveOptions.DisableFormatting)),
            Encoding.UTF8,
            new MediaTypeHeaderValue("application/x-www-form-urlencoded")
        );
        using var response = await http.PostAsync(options.Value.ApiUrl, content, ct);
        response.EnsureSuccessStatusCode();
        var body = await response.Content.ReadAsByteArrayAsync(ct);
        try
        {
            using var reader = XmlReader.Create(new StringReader(Decode(body)), Hardened);
            return XDocument.Load(reader).Root is { Name.LocalName: "CC5Response" } root
                ? root
                : throw new HttpRequestException("The gateway's answer is no CC5Response.");
        }
        catch (XmlException exception)
        {
            throw new HttpRequestException("The gateway's answer is no XML.", exception);
        }
    }

    // The platform declares ISO-8859-9, which .NET's XML reader does not know by itself.
    private static string Decode(byte[] body)
    {
        var start = Encoding.Latin1.GetString(body, 0, Math.Min(body.Length, 100));
        return start.Contains("ISO-8859-9", StringComparison.OrdinalIgnoreCase)
            ? CodePagesEncodingProvider.Instance.GetEncoding("iso-8859-9")!.GetString(body)
            : Encoding.UTF8.GetString(body).TrimStart('\uFEFF');
    }
}
