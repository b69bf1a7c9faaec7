using System.Net;
using System.Text;
using Adapters.Payments;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Simulators.Scenario;

namespace Tests.Payments;

/// <summary>What CMI's XML API can answer, taken from recordings of the platform, and what it must not be able to do to us.</summary>
public sealed class CmiAnswerTests : IAsyncLifetime
{
    private const string Oid = "CASA-2026-000123-1";
    private readonly List<string> asked = [];
    private Func<HttpResponse, Task> answer = _ => Task.CompletedTask;
    private PartnerHost cmi = null!;
    private CmiWiring wiring = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        cmi = await PartnerHost.StartAsync(0, routes => routes.MapPost("/fim/api", AnswerAsync), Ct);
        wiring = new CmiWiring(cmi.Address);
    }

    [Theory]
    [InlineData("A", "S", "", GatewayState.Held)]
    [InlineData("C", "S", "2320", GatewayState.Captured)]
    [InlineData("S", "S", "2320", GatewayState.Settled)]
    [InlineData("V", "S", "2320", GatewayState.Voided)]
    [InlineData("CNCL", "S", "", GatewayState.Voided)]
    [InlineData("D", "S", "", GatewayState.Failed)]
    [InlineData("ERR", "S", "", GatewayState.Failed)]
    [InlineData("PN", "S", "", GatewayState.Pending)]
    [InlineData("C", "C", "500", GatewayState.Credited)]
    [InlineData("S", "C", "500", GatewayState.Credited)]
    public async Task Each_letter_of_the_platform_is_a_state(
        string letter,
        string charge,
        string captured,
        GatewayState state
    )
    {
        Say(
            Status(
                $"CHARGE_TYPE_CD:{charge}\tORIG_TRANS_AMT:2320\tCAPTURE_AMT:{captured}\tTRANS_STAT:{letter}"
            )
        );

        var known = Assert.IsType<GatewayStatus.Known>(await wiring.Gateway.QueryAsync(Oid, Ct));

        Assert.Equal(state, known.State);
        Assert.Equal(captured == "500" ? 500 : 2320, known.AmountCentimes);
        Assert.Equal("24003Vl7F13152", known.TransactionId);
    }

    [Fact]
    public async Task An_order_without_a_record_is_unknown()
    {
        Say(
            "<CC5Response><ErrMsg>No record found for X</ErrMsg><ProcReturnCode>99</ProcReturnCode>"
                + "<Response>Declined</Response><OrderId></OrderId><Extra><NUMCODE>0</NUMCODE>"
                + "<ORDERSTATUS>ORD_ID:\tCHARGE_TYPE_CD:\tORIG_TRANS_AMT:\tTRANS_STAT:</ORDERSTATUS></Extra></CC5Response>"
        );

        Assert.IsType<GatewayStatus.Unknown>(await wiring.Gateway.QueryAsync(Oid, Ct));
        Assert.Equal(0, await wiring.Gateway.QueryCreditsAsync(Oid, Ct));
    }

    [Fact]
    public async Task A_wrong_password_is_never_taken_for_an_unknown_order()
    {
        Say(Error("CORE-2001", "Authentication failed."));

        await Assert.ThrowsAsync<HttpRequestException>(() => wiring.Gateway.QueryAsync(Oid, Ct));
        await Assert.ThrowsAsync<HttpRequestException>(() => wiring.Gateway.QueryCreditsAsync(Oid, Ct));
    }

    [Fact]
    public async Task Only_credits_that_went_through_are_counted_from_the_history()
    {
        Say(
            "<CC5Response><ProcReturnCode>00</ProcReturnCode><Response>Approved</Response><Extra>"
                + "<TRX1>C\tD\t100\t100\t2024-01-02 21:53:02.486\t\t\t\t\t99\t24002V3CG19993</TRX1>"
                + "<TRX2>C\tC\t500\t500\t2024-01-02 21:53:02.486\t\t\t\t\t00\t24002V3CG19994</TRX2>"
                + "<TRX3>C\tS\t320\t\t2024-01-02 21:53:02.486\t\t\t\t\t00\t24002V3CG19995</TRX3>"
                + "<TRX4>C\tV\t999\t999\t2024-01-02 21:53:02.486\t\t\t\t\t00\t24002V3CG19996</TRX4>"
                + "<TRX5>S\tS\t2320\t2320\t2024-01-02 21:52:59.261\t\t\t\tP78955\t00\t24002V29G19979</TRX5>"
                + "<TRXCOUNT>5</TRXCOUNT></Extra></CC5Response>"
        );

        Assert.Equal(820, await wiring.Gateway.QueryCreditsAsync(Oid, Ct));
    }

    [Fact]
    public async Task A_refusal_in_turkish_letters_is_read()
    {
        var turkish = CodePagesEncodingProvider.Instance.GetEncoding("iso-8859-9")!;
        var xml = Error("CORE-2008", "İptal edilmeye uygun satış işlemi bulunamadı.");
        answer = response =>
        {
            var bytes = turkish.GetBytes("<?xml version=\"1.0\" encoding=\"ISO-8859-9\"?>" + xml);
            return response.Body.WriteAsync(bytes, Ct).AsTask();
        };

        var refused = Assert.IsType<MoneyReply.Refused>(await wiring.Gateway.VoidAsync(Oid, Ct));

        Assert.Equal(
            ("CORE-2008", "İptal edilmeye uygun satış işlemi bulunamadı."),
            (refused.Code, refused.Message)
        );
    }

    [Fact]
    public async Task A_credit_before_the_closing_of_the_day_says_so()
    {
        Say(Error("CORE-2508", "Iade yapilamaz, siparis gunsonuna girmemis."));

        var refused = Assert.IsType<MoneyReply.Refused>(await wiring.Gateway.CreditAsync(Oid, 5_00, Ct));

        Assert.Equal(MoneyReply.NotSettledYet, refused.Code);
    }

    [Fact]
    public async Task A_movement_names_order_type_amount_and_currency_and_the_store_key_never_leaves()
    {
        Say("<CC5Response><ProcReturnCode>00</ProcReturnCode><Response>Approved</Response></CC5Response>");

        await wiring.Gateway.CaptureAsync(Oid, 2320, Ct);

        var xml = FormText.Parse(Assert.Single(asked)).Value("DATA")!;
        Assert.Contains("<OrderId>CASA-2026-000123-1</OrderId><Type>PostAuth</Type>", xml);
        Assert.Contains("<Total>23.20</Total><Currency>504</Currency>", xml);
        Assert.DoesNotContain(CmiWiring.StoreKey, asked[0]);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "<html><body>maintenance</body></html>")]
    [InlineData(200, "{\"ok\":true}")]
    [InlineData(200, "<CC5Response><Response>Approved</Response>")]
    [InlineData(
        200,
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><CC5Response><ErrMsg>&e;</ErrMsg></CC5Response>"
    )]
    [InlineData(302, "<CC5Response/>")]
    [InlineData(404, "<CC5Response/>")]
    [InlineData(500, "<CC5Response/>")]
    public async Task Whatever_is_no_answer_of_the_platform_is_in_doubt(int status, string body)
    {
        answer = response =>
        {
            response.StatusCode = status;
            response.Headers.Location = "/fim/elsewhere";
            return response.WriteAsync(body, Ct);
        };

        await Assert.ThrowsAsync<HttpRequestException>(() => wiring.Gateway.CreditAsync(Oid, 100, Ct));
    }

    [Fact]
    public async Task A_status_with_a_letter_nobody_knows_is_in_doubt()
    {
        Say(Status("CHARGE_TYPE_CD:S\tORIG_TRANS_AMT:2320\tCAPTURE_AMT:\tTRANS_STAT:R"));

        await Assert.ThrowsAsync<HttpRequestException>(() => wiring.Gateway.QueryAsync(Oid, Ct));
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_to_its_end()
    {
        var sent = 0;
        answer = async response =>
        {
            var chunk = new byte[16 * 1024];
            for (; sent < 64; sent++)
            {
                await response.Body.WriteAsync(chunk, response.HttpContext.RequestAborted);
            }
        };

        await Assert.ThrowsAsync<HttpRequestException>(() => wiring.Gateway.QueryAsync(Oid, Ct));
    }

    public async ValueTask DisposeAsync()
    {
        await wiring.DisposeAsync();
        await cmi.DisposeAsync();
    }

    private static string Status(string packed) =>
        "<CC5Response><ErrMsg>Record(s) found for X</ErrMsg><ProcReturnCode>00</ProcReturnCode>"
        + "<Response>Approved</Response><TransId>24003Vl7F13152</TransId>"
        + $"<Extra><ORDERSTATUS>ORD_ID:{Oid}\t{packed}</ORDERSTATUS></Extra></CC5Response>";

    private static string Error(string code, string message) =>
        $"<CC5Response><Response>Error</Response><ProcReturnCode>99</ProcReturnCode><ErrMsg>{message}</ErrMsg>"
        + $"<Extra><ERRORCODE>{code}</ERRORCODE></Extra></CC5Response>";

    private void Say(string xml) => answer = response => response.WriteAsync(xml, Ct);

    private async Task AnswerAsync(HttpContext context)
    {
        asked.Add(await context.Request.ReadBodyAsync());
        context.Response.StatusCode = (int)HttpStatusCode.OK;
        await answer(context.Response);
    }
}
