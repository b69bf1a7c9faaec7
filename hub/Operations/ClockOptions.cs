using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Hub.Operations;

/// <summary>Which clock the hub lives by.</summary>
public sealed class ClockOptions
{
    public const string Section = "Clock";

    /// <summary><c>machine</c>, or <c>stepped</c>: it stands still until `POST /sandbox/clock` moves it. Never in production.</summary>
    [Required, RegularExpression("^(machine|stepped)$")]
    public string Mode { get; init; } = "machine";

    /// <summary>Where a stepped clock starts.</summary>
    public DateTimeOffset? Start { get; init; }
}

[OptionsValidator]
internal sealed partial class ClockOptionsValidator : IValidateOptions<ClockOptions>;
