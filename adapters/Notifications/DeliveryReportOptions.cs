using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Adapters.Notifications;

/// <summary>Delivery reports of the mail provider and the SMS aggregator.</summary>
public sealed class DeliveryReportOptions
{
    public const string Section = "Adapters:DeliveryReports";

    /// <summary>The secret both sides sign with. From the environment only. Without one no report is taken.</summary>
    [MinLength(16)]
    public string? Secret { get; init; }
}

[OptionsValidator]
internal sealed partial class DeliveryReportOptionsValidator : IValidateOptions<DeliveryReportOptions>;
