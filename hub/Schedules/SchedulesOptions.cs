using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Hub.Schedules;

/// <summary>How often the hub looks after things by itself. Local cut-offs are decided inside the use cases, by calendar.</summary>
public sealed class SchedulesOptions
{
    public const string Section = "Schedules";

    /// <summary>Waiting requests of file bureaus are put into files.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ComposeRequestFiles { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The folders of bureaus that owe us something are looked into.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan PollBureauFiles { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The systems of bureaus that owe us an answer are asked for it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan PollBureauAnswers { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The post's folder is looked into.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan PollPostFiles { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Manifests whose cut-off has come are closed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan CloseManifests { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Files nobody answered are sent again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ResendUnacknowledged { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Callbacks for unknown payment attempts are heard again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RematchCallbacks { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Files whose time is over are deleted, here and in the partners' archives.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan PurgeArchive { get; init; } = TimeSpan.FromHours(6);

    /// <summary>The folder of settlement files is looked into.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan CollectSettlements { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>What providers settled is compared with the ledger.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ReconcilePayments { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Money, documents and parcels are held against each other.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan BalanceLedgers { get; init; } = TimeSpan.FromHours(2);

    /// <summary>What has expired is deleted.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan PurgeExpired { get; init; } = TimeSpan.FromHours(1);
}

[OptionsValidator]
internal sealed partial class SchedulesOptionsValidator : IValidateOptions<SchedulesOptions>;
