using System.Security.Cryptography;
using System.Text;
using Adapters.Notifications;

namespace Tests.Notifications;

/// <summary>What providers report later of messages they took.</summary>
public sealed class DeliveryReportTests
{
    private const string Secret = "a secret of the provider";

    [Fact]
    public void A_report_is_read_with_its_code()
    {
        var reports = Read(
            """{"reports":[{"channel":"email","reference":"mail.1.paid@hub","status":"bounced","code":"550"},{"channel":"sms","reference":"sms:1:paid","status":"delivered"}]}"""
        );

        Assert.Equal(
            [
                new DeliveryReport("email", "mail.1.paid@hub", DeliveryStatus.Bounced, "550"),
                new DeliveryReport("sms", "sms:1:paid", DeliveryStatus.Delivered, null),
            ],
            reports
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"reports":[]}""")]
    [InlineData("""{"reports":[null]}""")]
    [InlineData("""{"reports":[{"channel":"fax","reference":"r","status":"bounced"}]}""")]
    [InlineData("""{"reports":[{"channel":"sms","reference":"","status":"bounced"}]}""")]
    [InlineData("""{"reports":[{"channel":"sms","reference":"r","status":"perhaps"}]}""")]
    [InlineData("""{"reports":[{"channel":"sms","reference":"r","status":7}]}""")]
    [InlineData("""{"reports":[{"channel":"sms","reference":"r"}]}""")]
    public void What_is_not_the_json_agreed_on_is_not_read(string body) => Assert.Null(Read(body));

    [Fact]
    public void Only_our_secret_signs()
    {
        var body = "{}"u8.ToArray();

        Assert.True(DeliveryReport.IsSigned(body, Sign(body, Secret), Secret));
        Assert.True(
            DeliveryReport.IsSigned(
                body,
                Sign(body, Secret).ToUpperInvariant().Replace("SHA256", "sha256", StringComparison.Ordinal),
                Secret
            )
        );
        Assert.False(DeliveryReport.IsSigned(body, Sign(body, "another secret 123"), Secret));
        Assert.False(DeliveryReport.IsSigned("{ }"u8, Sign(body, Secret), Secret));
        Assert.False(DeliveryReport.IsSigned(body, null, Secret));
        Assert.False(DeliveryReport.IsSigned(body, "sha256=", Secret));
    }

    internal static string Sign(byte[] body, string secret) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    private static IReadOnlyList<DeliveryReport>? Read(string body) =>
        DeliveryReport.Read(Encoding.UTF8.GetBytes(body));
}
