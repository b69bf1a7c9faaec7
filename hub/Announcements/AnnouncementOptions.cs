using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Hub.Announcements;

/// <summary>How portals and citizens are told what happens to orders.</summary>
public sealed class AnnouncementOptions
{
    public const string Section = "Announcements";

    /// <summary>Announcements numbered in one transaction at the most.</summary>
    [Range(1, 1000)]
    public int BatchSize { get; init; } = 200;

    /// <summary>How often the table is looked at when no bell rings (announcements of a node that died).</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>From this hour of Casablanca no short message goes out …</summary>
    public TimeOnly QuietFrom { get; init; } = new(21, 0);

    /// <summary>… until this one. The same as <see cref="QuietFrom"/>: no quiet hours.</summary>
    public TimeOnly QuietUntil { get; init; } = new(8, 0);

    /// <summary>How long the former secret of a webhook endpoint signs along after a rotation.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan SecretOverlap { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Endpoints a client may have.</summary>
    [Range(1, 100)]
    public int EndpointsPerClient { get; init; } = 10;
}

[OptionsValidator]
internal sealed partial class AnnouncementOptionsValidator : IValidateOptions<AnnouncementOptions>;
