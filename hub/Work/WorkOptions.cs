using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Hub.Work;

/// <summary>Limits of the loop that calls partners.</summary>
public sealed class WorkOptions
{
    public const string Section = "Work";

    /// <summary>Calls under way at once on this node, over all partners.</summary>
    [Range(1, 1000)]
    public int Concurrency { get; init; } = 32;

    /// <summary>Calls under way at once to one partner, or to one endpoint of a portal.</summary>
    [Range(1, 100)]
    public int ConcurrencyPerPartner { get; init; } = 4;

    /// <summary>How long one try may take, on the machine's clock.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan TryTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How long a node may hold an item; longer than a try, shorter than anybody's patience.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "01:00:00")]
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often the table is looked at when no bell rings (items written by other nodes).</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Failures in a row after which a partner is left alone for <see cref="BreakFor"/>. Webhooks keep the schedule they were
    /// promised with, whatever their endpoint does.
    /// </summary>
    [Range(1, 100)]
    public int BreakAfterFailures { get; init; } = 5;

    /// <summary>How long a failing partner is left alone.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan BreakFor { get; init; } = TimeSpan.FromMinutes(1);
}

[OptionsValidator]
internal sealed partial class WorkOptionsValidator : IValidateOptions<WorkOptions>;
