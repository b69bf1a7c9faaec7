using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Simulators.Scenario;

namespace Simulators.Gateway;

/// <summary>The gateway's XML API: reads a <c>CC5Request</c>, does it, and writes the <c>CC5Response</c>.</summary>
internal sealed class XmlApi(GatewaySettings settings, PaymentBook book, Draw draw)
{
    private const string NoReply = "no-reply";
    private static readonly Encoding Turkish = CodePagesEncodingProvider.Instance.GetEncoding("iso-8859-9")!;
    private readonly HashSet<string> tripped = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>Answers one call; a call whose reply is to be lost ends in a broken connection after the work is done.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        if (ReadRequest(await context.Request.ReadBodyAsync()) is not { } request)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var what = $"{Text(request, "Type")}{request.Element("Extra")?.Value}:{Text(request, "OrderId")}";
        if (Trips(settings.Habits.Unavailable, "unavailable:" + what))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        var answer = Answer(request);
        if (Trips(settings.Habits.LostReplies, NoReply + ":" + what))
        {
            context.Abort();
            return;
        }

        context.Response.ContentType = "text/xml; charset=ISO-8859-9";
        var document = "<?xml version=\"1.0\" encoding=\"ISO-8859-9\"?>\n" + answer;
        await context.Response.Body.WriteAsync(Turkish.GetBytes(document), context.RequestAborted);
    }

    private static XElement? ReadRequest(string body)
    {
        var xml = body.TrimStart().StartsWith('<') ? body : FormText.Parse(body).Value("DATA") ?? "";
        try
        {
            using var reader = XmlReader.Create(
                new StringReader(xml),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }
            );
            return XDocument.Load(reader).Root is { Name.LocalName: "CC5Request" } root ? root : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static string Text(XElement request, string name) => request.Element(name)?.Value ?? "";

    private static long? Centimes(string total) =>
        decimal.TryParse(total, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? (long)(amount * 100)
            : null;

    private static XElement Response(
        string oid,
        string response,
        string code,
        string message,
        params object?[] more
    ) =>
        new(
            "CC5Response",
            new XElement("OrderId", oid),
            new XElement("GroupId", oid),
            new XElement("Response", response),
            new XElement("ProcReturnCode", code),
            new XElement("ErrMsg", message),
            more
        );

    private static XElement Refusal(string errorCode, string message) =>
        Response(
            "",
            "Error",
            "99",
            message,
            new XElement("TransId", ""),
            new XElement("Extra", new XElement("ERRORCODE", errorCode), new XElement("NUMCODE", "99"))
        );

    private static string Moment(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture) ?? "";

    private static string Number(long? centimes) => centimes?.ToString(CultureInfo.InvariantCulture) ?? "";

    // A habit strikes once per call and order number: the next try of the same goes through.
    private bool Trips(double share, string what)
    {
        lock (gate)
        {
            return draw.Happens(share, what) && tripped.Add(what);
        }
    }

    private XElement Answer(XElement request)
    {
        if (
            Text(request, "Name") != settings.ApiUser
            || Text(request, "Password") != settings.ApiPassword
            || Text(request, "ClientId") != settings.ClientId
        )
        {
            return Refusal("CORE-2001", "Authentication failed.");
        }

        var oid = Text(request, "OrderId");
        var extra = request.Element("Extra");
        if (extra?.Element("ORDERSTATUS") is not null)
        {
            return book.Look(oid, Status) ?? NoRecord(oid);
        }

        if (extra?.Element("ORDERHISTORY") is not null)
        {
            return book.Look(oid, History) ?? NoRecord(oid);
        }

        var amount = Centimes(Text(request, "Total"));
        if (amount is not null && Text(request, "Currency") != "504")
        {
            return Refusal("CORE-2015", "Only dirhams.");
        }

        return Text(request, "Type") switch
        {
            "PostAuth" => Reply(oid, book.Capture(oid, amount, "api")),
            "Void" => Reply(oid, book.Void(oid)),
            "Credit" => Reply(oid, book.Credit(oid, amount)),
            _ => Refusal("CORE-2009", "This merchant may not do this here."),
        };
    }

    private static XElement Reply(string oid, MoneyAnswer answer) =>
        answer.Movement is { } movement
            ? Response(
                oid,
                "Approved",
                "00",
                "",
                new XElement("AuthCode", movement.AuthCode),
                new XElement("TransId", movement.TransactionId),
                new XElement("Extra", new XElement("ERRORCODE", ""), new XElement("NUMCODE", "00"))
            )
            : Refusal(answer.ErrorCode, answer.Message);

    private static XElement NoRecord(string oid) =>
        Response(
            "",
            "Declined",
            "99",
            $"No record found for {oid}",
            new XElement("TransId", ""),
            new XElement(
                "Extra",
                new XElement(
                    "ORDERSTATUS",
                    "ORD_ID:\tCHARGE_TYPE_CD:\tORIG_TRANS_AMT:\tCAPTURE_AMT:\tTRANS_STAT:\tAUTH_DTTM:\tCAPTURE_DTTM:\tAUTH_CODE:"
                ),
                new XElement("NUMCODE", "0")
            )
        );

    private XElement Status(CardPayment payment, DateTimeOffset now)
    {
        var last = payment.Latest;
        var packed = string.Join(
            '\t',
            "ORD_ID:" + payment.Oid,
            "CHARGE_TYPE_CD:" + (last.IsCredit ? "C" : "S"),
            "ORIG_TRANS_AMT:" + Number(last.AmountCentimes),
            "CAPTURE_AMT:" + Number(last.MovedCentimes),
            "TRANS_STAT:" + last.Letter(settings.ClosingAt, now),
            "AUTH_DTTM:" + Moment(last.At),
            "CAPTURE_DTTM:" + Moment(last.MovedAt),
            "AUTH_CODE:" + last.AuthCode,
            "TRANS_ID:" + last.TransactionId
        );
        return Response(
            payment.Oid,
            "Approved",
            "00",
            $"Record(s) found for {payment.Oid}",
            new XElement("TransId", last.TransactionId),
            new XElement("Extra", new XElement("ORDERSTATUS", packed), new XElement("NUMCODE", "0"))
        );
    }

    private XElement History(CardPayment payment, DateTimeOffset now)
    {
        var rows = payment
            .Movements.Reverse()
            .Select(
                (movement, index) =>
                    new XElement(
                        string.Create(CultureInfo.InvariantCulture, $"TRX{index + 1}"),
                        string.Join(
                            '\t',
                            movement.IsCredit ? "C" : "S",
                            movement.Letter(settings.ClosingAt, now),
                            Number(movement.AmountCentimes),
                            Number(movement.MovedCentimes),
                            Moment(movement.At),
                            Moment(movement.MovedAt),
                            Moment(movement.VoidedAt),
                            "",
                            movement.AuthCode,
                            movement.ProcReturnCode,
                            movement.TransactionId
                        )
                    )
            );
        return Response(
            payment.Oid,
            "Approved",
            "00",
            "",
            new XElement(
                "Extra",
                new XElement("NUMCODE", "0"),
                rows,
                new XElement("TRXCOUNT", payment.Movements.Count)
            )
        );
    }
}
