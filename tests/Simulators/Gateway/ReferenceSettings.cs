namespace Simulators.Gateway;

/// <summary>The contract of a provider that takes money against references, as the provider knows it.</summary>
/// <param name="Partner">Whose journal its effects go into: <c>agency</c> or <c>sms-payment</c>.</param>
/// <param name="BillerCode">The merchant.</param>
/// <param name="Secret">Signs what goes either way.</param>
/// <param name="KeptShare">What the provider keeps of every payment, 0 to 1.</param>
/// <param name="ConfirmationUrl">Where it reports.</param>
internal sealed record ReferenceSettings(
    string Partner,
    string BillerCode,
    string Secret,
    double KeptShare,
    Func<Uri> ConfirmationUrl
)
{
    public GatewayHabits Habits { get; init; } = new();

    /// <summary>What the provider keeps of a payment.</summary>
    public long Keeps(long centimes) => (long)(centimes * KeptShare);
}
