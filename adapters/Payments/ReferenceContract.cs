using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Adapters.Payments;

/// <summary>
/// The contract with a provider that takes money against a reference and reports it later (domain.md §4.7). Off until it is
/// switched on.
/// </summary>
public abstract class ReferenceContract
{
    /// <summary>Is the method offered at all?</summary>
    public bool Enabled { get; init; }

    /// <summary>The provider's API, with a slash at its end.</summary>
    public Uri? BaseAddress { get; init; }

    /// <summary>Signs what goes either way. From the environment only.</summary>
    [MinLength(16)]
    public string? Secret { get; init; }

    /// <summary>Our number at the provider: the first digits of every reference.</summary>
    [RegularExpression("^[0-9]{4}$")]
    public string BillerCode { get; init; } = "0000";

    /// <summary>The letters in front of our tracking numbers, which a reference of digits leaves out.</summary>
    [RegularExpression("^[A-Z]{1,10}$")]
    public string TrackingPrefix { get; init; } = "CASA";

    /// <summary>Does the provider give money back? Without that a person does it otherwise.</summary>
    public bool GivesBack { get; init; } = true;

    /// <summary>One call, not the whole retry window: the work loop owns retries.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>What lacks for the method to be switched on; null when nothing does.</summary>
    public string? Lacks() =>
        Enabled && (BaseAddress is null || Secret is null)
            ? $"{GetType().Name}: an enabled method needs BaseAddress and Secret."
            : null;
}

/// <summary>Payment by reference at agencies (Fatourati-like).</summary>
public sealed class AgencyOptions : ReferenceContract
{
    public const string Section = "Adapters:Agency";
}

/// <summary>Payment by premium SMS: the operator keeps a part.</summary>
public sealed class SmsPaymentOptions : ReferenceContract
{
    public const string Section = "Adapters:SmsPayment";
}

[OptionsValidator]
internal sealed partial class AgencyOptionsValidator : IValidateOptions<AgencyOptions>;

[OptionsValidator]
internal sealed partial class SmsPaymentOptionsValidator : IValidateOptions<SmsPaymentOptions>;
