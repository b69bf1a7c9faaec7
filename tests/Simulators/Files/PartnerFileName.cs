using System.Globalization;
using System.Text.RegularExpressions;

namespace Simulators.Files;

/// <summary><c>KIND_CODE_YYYYMMDD_SEQ_E.csv</c>, as partners read and write it.</summary>
internal sealed partial record PartnerFileName(
    string Kind,
    string Code,
    DateOnly Date,
    int Sequence,
    bool IsTest
)
{
    public static PartnerFileName? Parse(string name)
    {
        var match = Grammar().Match(name);
        return
            match.Success
            && DateOnly.TryParseExact(
                match.Groups["date"].Value,
                "yyyyMMdd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var date
            )
            ? new PartnerFileName(
                match.Groups["kind"].Value,
                match.Groups["code"].Value,
                date,
                int.Parse(match.Groups["seq"].Value, CultureInfo.InvariantCulture),
                match.Groups["env"].Value == "T"
            )
            : null;
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Kind}_{Code}_{Date:yyyyMMdd}_{Sequence:000000}_{(IsTest ? 'T' : 'P')}.csv"
        );

    [GeneratedRegex(
        "^(?<kind>[A-Z]{3})_(?<code>[A-Z0-9-]+)_(?<date>[0-9]{8})_(?<seq>[0-9]{6})_(?<env>[TP])\\.csv$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 100
    )]
    private static partial Regex Grammar();
}
