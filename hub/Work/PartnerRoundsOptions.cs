using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Hub.Work;

/// <summary>How partners are visited in rounds.</summary>
public sealed class PartnerRoundsOptions
{
    public const string Section = "PartnerRounds";

    /// <summary>Partners that owe us nothing are visited no more often than this.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan IdleEvery { get; init; } = TimeSpan.FromHours(1);

    /// <summary>After so long without one successful visit a person is told.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan AlarmAfter { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Partners visited at the same time.</summary>
    [Range(1, 64)]
    public int AtOnce { get; init; } = 4;

    /// <summary>How long one visit may take, on the machine's clock.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);
}

[OptionsValidator]
internal sealed partial class PartnerRoundsOptionsValidator : IValidateOptions<PartnerRoundsOptions>;
