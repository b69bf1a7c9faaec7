using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Hub.Shipping;

/// <summary>How letters are handed to the post.</summary>
public sealed class ShippingOptions
{
    public const string Section = "Shipping";

    /// <summary>Our code with the post.</summary>
    [Required]
    public string Sender { get; init; } = "SHUBBAK";

    /// <summary>Local time of Casablanca at which the day's manifests close.</summary>
    [Required, RegularExpression("^[0-2][0-9]:[0-5][0-9]$")]
    public string CutOff { get; init; } = "15:00";

    /// <summary>Postcode of the office where bags are handed in, unless a bureau has its own.</summary>
    [Required]
    public string DepositOffice { get; init; } = "20000";

    /// <summary>Bureaus that hand in elsewhere: the office's postcode by bureau code.</summary>
    public IReadOnlyDictionary<string, string> DepositOffices { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How many numbers a bureau gets at once from the post's ranges.</summary>
    [Range(1, 100_000)]
    public int BlockSize { get; init; } = 100;

    /// <summary>Working days of the post without news after which a claim is opened, inside Morocco.</summary>
    [Range(1, 100)]
    public int ClaimAfterWorkingDays { get; init; } = 10;

    /// <summary>Days without news after which a claim is opened for a letter abroad, or one that customs hold.</summary>
    [Range(1, 365)]
    public int ClaimAfterDaysAbroad { get; init; } = 30;

    /// <summary>The range file the post gave us; read at start, known ranges are left as they are.</summary>
    [Required]
    public string RangeFile { get; init; } = "config/post-ranges.csv";

    /// <summary>Fewer free numbers than this raise an incident.</summary>
    [Range(0, 10_000_000)]
    public int LowStock { get; init; } = 1_000;

    /// <summary>Weight of the envelope, in grams.</summary>
    [Range(0, 1000)]
    public int EnvelopeGrams { get; init; } = 12;

    /// <summary>Weight of one copy, in grams.</summary>
    [Range(1, 1000)]
    public int CopyGrams { get; init; } = 5;

    /// <summary>The office where a bureau hands in its bags.</summary>
    public string DepositOfficeOf(string bureauCode) =>
        DepositOffices.GetValueOrDefault(bureauCode, DepositOffice);
}

[OptionsValidator]
internal sealed partial class ShippingOptionsValidator : IValidateOptions<ShippingOptions>;
