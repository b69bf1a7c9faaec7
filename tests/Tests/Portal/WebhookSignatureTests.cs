using Adapters.Portal;

namespace Tests.Portal;

public sealed class WebhookSignatureTests
{
    // The example of the Standard Webhooks specification and its libraries.
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Body = "{\"test\": 2432232314}";
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    [Fact]
    public void The_signature_equals_the_specifications_example()
    {
        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            WebhookSignature.Sign(Id, At, Body, [Secret])
        );
    }

    [Fact]
    public void During_a_rotation_either_secret_verifies()
    {
        var other = WebhookSignature.NewSecret();
        var signatures = WebhookSignature.Sign(Id, At, Body, [Secret, other]);

        Assert.True(WebhookSignature.Verify(Id, "1614265330", Body, signatures, Secret, At));
        Assert.True(WebhookSignature.Verify(Id, "1614265330", Body, signatures, other, At));
        Assert.False(
            WebhookSignature.Verify(Id, "1614265330", Body, signatures, WebhookSignature.NewSecret(), At)
        );
    }

    [Theory]
    [InlineData("msg_other", "1614265330", Body)]
    [InlineData(Id, "1614265331", Body)]
    [InlineData(Id, "1614265330", "{\"test\": 2432232315}")]
    [InlineData(Id, "yesterday", Body)]
    public void Anything_changed_is_not_believed(string id, string timestamp, string body)
    {
        var signatures = WebhookSignature.Sign(Id, At, Body, [Secret]);

        Assert.False(WebhookSignature.Verify(id, timestamp, body, signatures, Secret, At));
    }

    [Fact]
    public void A_message_older_than_five_minutes_is_not_believed()
    {
        var signatures = WebhookSignature.Sign(Id, At, Body, [Secret]);

        Assert.False(WebhookSignature.Verify(Id, "1614265330", Body, signatures, Secret, At.AddMinutes(6)));
    }
}
