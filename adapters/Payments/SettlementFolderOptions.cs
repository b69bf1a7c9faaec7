using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Adapters.Payments;

/// <summary>Where settlement files arrive, and how it is known that one is whole.</summary>
public sealed class SettlementFolderOptions
{
    public const string Section = "Adapters:SettlementFolder";

    /// <summary>A folder of this machine; without one, files are handed in on the reconciliation page only.</summary>
    [MinLength(1)]
    public string? Folder { get; init; }

    /// <summary>
    /// True when a file counts by the <c>NAME.ok</c> beside it; false when by standing still over two looks and for
    /// <see cref="Stillness"/>.
    /// </summary>
    public bool Trigger { get; init; }

    /// <summary>How long a file without a trigger must not have changed.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan Stillness { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A file that waits this long to be whole is shown to a person.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "10.00:00:00")]
    public TimeSpan ShowWaitingAfter { get; init; } = TimeSpan.FromDays(1);
}

[OptionsValidator]
internal sealed partial class SettlementFolderOptionsValidator : IValidateOptions<SettlementFolderOptions>;
