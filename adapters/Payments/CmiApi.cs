using System.Net.Http.Headers;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Extensions.Options;

namespace Adapters.Payments;

/// <summary>CMI's XML API: <c>DATA=&lt;CC5Request&gt;…</c> in, <c>&lt;CC5Response&gt;</c> out (domain.md §4.5).</summary>
internal sealed class CmiApi(HttpClient http, IOptions<CmiOptions> options)
{
    private const int MaxResponseBytes = 64 * 1024;
    private const string NoRecordFound = "99";

    /// <summary>Asks what the gateway knows of an attempt.</summary>
    public async Task<GatewayStatus> QueryAsync(string oid, CancellationToken ct)
    {
        var answer = await SendAsync(Request(oid, null, null, new XElement("ORDERSTATUS", "QUERY")), ct);
        var pairs = Pairs(answer.Element("Extra")?.Element("ORDERSTATUS")?.Value);
        if (pairs.Count == 0)
        {
            return
                Text(answer, "ProcReturnCode") == NoRecordFound
                || Text(answer, "Response") is "Error" or "Declined"
                ? new GatewayStatus.Unknown()
                : throw new HttpRequestException("The gateway's status answer says nothing.");
        }

        return new GatewayStatus.Known(
            StateOf(pairs.GetValueOrDefault("TRANS_STAT", ""), pairs.GetValueOrDefault("CHARGE_TYPE_CD", "")),
            Centimes(pairs),
            Text(answer, "TransId")
        );
    }

    /// <summary>How much of an attempt has been given back so far, from its history.</summary>
    public async Task<long> QueryCreditsAsync(string oid, CancellationToken ct)
    {
        var answer = await SendAsync(Request(oid, null, null, new XElement("ORDERHISTORY", "QUERY")), ct);
        return answer
            .Elements("Extra")
            .Elements()
            .Where(trx => trx.Name.LocalName.StartsWith("TRX", StringComparison.Ordinal) && trx.Name.LocalName != "TRXCOUNT")
            .Select(trx => trx.Value.Split('\t'))
            .Where(trx => trx.Length > 3 && trx[0] == "C" && trx[1] is "C" or "S" or "A")
            .Sum(trx => Number(trx[3]) is > 0 and var captured ? captured : Number(trx[2]));
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
        return Text(answer, "ProcReturnCode") == "00" && Text(answer, "Response") == "Approved"
            ? new MoneyReply.Done(Text(answer, "TransId"))
            : new MoneyReply.Refused(Text(answer, "ProcReturnCode") ?? "", Text(answer, "ErrMsg") ?? "");
    }

    private static GatewayState StateOf(string status, string chargeType) =>
        status switch
        {
            "D" or "ERR" => GatewayState.Failed,
            "CNCL" or "V" => GatewayState.Voided,
            "PN" => GatewayState.Pending,
            "A" => GatewayState.Held,
            "C" or "S" when chargeType == "C" => GatewayState.Credited,
            "C" => GatewayState.Captured,
            "S" => GatewayState.Settled,
            _ => throw new HttpRequestException($"The gateway's status '{status}' is not known."),
        };

    // Amounts of a status answer are in minor units.
    private static long Centimes(Dictionary<string, string> pairs)
    {
        var text =
            pairs.GetValueOrDefault("CAPTURE_AMT") is { Length: > 0 } captured && captured != "0"
                ? captured
                : pairs.GetValueOrDefault("ORIG_TRANS_AMT");
        return Number(text);
    }

    private static long Number(string? text) =>
        long.TryParse(
            text,
            System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : 0;

    private static Dictionary<string, string> Pairs(string? packed) =>
        (packed ?? "")
            .Split('\t', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(pair => pair.Split(':', 2))
            .Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First()[1], StringComparer.Ordinal);

    private static string? Text(XElement answer, string name) => answer.Element(name)?.Value;

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
        await response.Content.LoadIntoBufferAsync(MaxResponseBytes, ct);
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        try
        {
            using var reader = XmlReader.Create(
                stream,
                new XmlReaderSettings
                {
                    DtdProcessing = DtdProcessing.Prohibit,
                    XmlResolver = null,
                    MaxCharactersInDocument = MaxResponseBytes,
                    Async = true,
                }
            );
            var document = await XDocument.LoadAsync(reader, LoadOptions.None, ct);
            return document.Root is { Name.LocalName: "CC5Response" } root
                ? root
                : throw new HttpRequestException("The gateway's answer is no CC5Response.");
        }
        catch (XmlException exception)
        {
            throw new HttpRequestException("The gateway's answer is no XML.", exception);
        }
    }
}
