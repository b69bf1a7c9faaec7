using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Hub.Payments;

/// <summary>How orders are paid for.</summary>
public sealed class PaymentOptions
{
    public const string Section = "Payments";

    /// <summary><c>immediate</c>, or <c>on-issue</c>: hold now, capture when the bureau issues (domain.md §4.4).</summary>
    [Required, RegularExpression("^(immediate|on-issue)$")]
    public string Capture { get; init; } = "immediate";

    /// <summary>The methods citizens may use.</summary>
    [MinLength(1)]
    public IReadOnlyList<string> Methods { get; init; } = ["card"];

    /// <summary>How long an unpaid order waits.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "30.00:00:00")]
    public TimeSpan PayWithin { get; init; } = TimeSpan.FromDays(3);

    /// <summary>A refund above this needs a second person.</summary>
    [Range(0, long.MaxValue)]
    public long ApprovalAboveCentimes { get; init; } = 500_00;

    /// <summary>How many working days of the banks a provider may take to settle what it took or gave back.</summary>
    [Range(1, 30)]
    public int SettledWithinDays { get; init; } = 3;

    /// <summary>How long after an approval the capture is confirmed with the gateway.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ConfirmCaptureAfter { get; init; } = TimeSpan.FromMinutes(5);
}

[OptionsValidator]
internal sealed partial class PaymentOptionsValidator : IValidateOptions<PaymentOptions>;
