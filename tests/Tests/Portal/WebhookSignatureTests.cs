using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Adapters.Portal;

namespace Tests.Portal;

/// <summary>
/// Standard Webhooks 1.0.0, symmetric signatures. The vectors are those of the specification and of its reference
/// libraries; the negative cases are those every receiver's library tests.
/// </summary>
public sealed class WebhookSignatureTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Timestamp = "1614265330";
    private const string Body = "{\"test\": 2432232314}";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    [Fact]
    public void The_signature_equals_the_specifications_example()
    {
        Assert.Equal(Signature, WebhookSignature.Sign(Id, At, Body, [Secret]));
        Assert.Equal(Timestamp, WebhookSignature.Timestamp(At));
        Assert.True(WebhookSignature.Verify(Id, Timestamp, Body, Signature, Secret, At));
    }

    [Fact]
    public void The_prefix_of_the_secret_is_no_part_of_the_key()
    {
        var bare = Secret["whsec_".Length..];

        Assert.Equal(Signature, WebhookSignature.Sign(Id, At, Body, [bare]));
    }

    /// <summary>The construction of the specification, step by step: base64 of HMAC-SHA256 over id.timestamp.body.</summary>
    [Theory]
    [InlineData("msg_1", "")]
    [InlineData("msg.with.dots", "{}")]
    [InlineData("msg_2", "{\"name\":\"فاطمة الزهراء أيت ڭرّو\"}")]
    [InlineData("msg_3", "{\r\n  \"spaces\": \"and line breaks stay\"\r\n}")]
    [InlineData("msg_4", "{\"emoji\":\"📬\",\"escape\":\"\\u00e9\"}")]
    public void It_is_made_as_the_specification_says(string id, string body)
    {
        var key = Convert.FromBase64String(Secret["whsec_".Length..]);
        var content = Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{id}.{At.ToUnixTimeSeconds()}.{body}")
        );

        Assert.Equal(
            "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, content)),
            WebhookSignature.Sign(id, At, body, [Secret])
        );
    }

    [Fact]
    public void A_new_secret_has_the_prefix_and_as_many_bytes_as_the_specification_wants()
    {
        var secrets = Enumerable.Range(0, 20).Select(_ => WebhookSignature.NewSecret()).ToList();

        Assert.All(secrets, secret => Assert.StartsWith("whsec_", secret, StringComparison.Ordinal));
        Assert.All(
            secrets,
            secret => Assert.InRange(Convert.FromBase64String(secret["whsec_".Length..]).Length, 24, 64)
        );
        Assert.Equal(secrets.Count, secrets.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void During_a_rotation_either_secret_verifies()
    {
        var other = WebhookSignature.NewSecret();
        var signatures = WebhookSignature.Sign(Id, At, Body, [Secret, other]);

        Assert.Equal(2, signatures.Split(' ').Length);
        Assert.True(WebhookSignature.Verify(Id, Timestamp, Body, signatures, Secret, At));
        Assert.True(WebhookSignature.Verify(Id, Timestamp, Body, signatures, other, At));
        Assert.False(
            WebhookSignature.Verify(Id, Timestamp, Body, signatures, WebhookSignature.NewSecret(), At)
        );
    }

    /// <summary>A receiver looks through all signatures and passes over versions it does not know.</summary>
    [Theory]
    [InlineData(
        "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= "
            + Signature,
        true
    )]
    [InlineData(Signature + " v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=", true)]
    [InlineData("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", false)]
    [InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", false)]
    [InlineData("v1,", false)]
    [InlineData("", false)]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF=", false)]
    public void Only_a_signature_of_this_version_counts_wherever_it_stands(
        string signatures,
        bool expected
    ) => Assert.Equal(expected, WebhookSignature.Verify(Id, Timestamp, Body, signatures, Secret, At));

    [Theory]
    [InlineData("msg_other", Timestamp, Body)]
    [InlineData(Id, "1614265331", Body)]
    [InlineData(Id, Timestamp, "{\"test\": 2432232315}")]
    [InlineData(Id, Timestamp, "{\"test\":2432232314}")]
    [InlineData(Id, "yesterday", Body)]
    [InlineData(Id, "", Body)]
    [InlineData(Id, "-1614265330", Body)]
    [InlineData("msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330", "", Body)]
    public void Anything_changed_is_not_believed(string id, string timestamp, string body) =>
        Assert.False(WebhookSignature.Verify(id, timestamp, body, Signature, Secret, At));

    [Theory]
    [InlineData(-301, false)]
    [InlineData(-300, true)]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public void A_message_five_minutes_older_or_newer_is_the_last_to_be_believed(
        int seconds,
        bool expected
    ) =>
        Assert.Equal(
            expected,
            WebhookSignature.Verify(Id, Timestamp, Body, Signature, Secret, At.AddSeconds(seconds))
        );
}
