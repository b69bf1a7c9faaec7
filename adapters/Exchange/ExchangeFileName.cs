using System.Globalization;
using System.Text.RegularExpressions;

namespace Adapters.Exchange;

/// <summary>
/// A file name of the exchange: <c>KIND_BUREAU_YYYYMMDD_SEQ_E.csv</c>. Nothing a partner calls a file is ever used as a path
/// before it has been read into this.
/// </summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Bureau">The bureau concerned, or the sender's code.</param>
/// <param name="Date">The day it was made.</param>
/// <param name="Sequence">1 … 999999, contiguous per bureau and kind.</param>
/// <param name="IsTest"><c>T</c>: never to be processed in production.</param>
public sealed partial record ExchangeFileName(
    FileKind Kind,
    string Bureau,
    DateOnly Date,
    int Sequence,
    bool IsTest
)
{
    /// <summary>The largest sequence number; after it the count begins again at 1.</summary>
    public const int MaxSequence = 999_999;

    /// <summary>Reads a name; null when it is none of ours.</summary>
    public static ExchangeFileName? Parse(string name)
    {
        var match = Grammar().Match(name);
        if (
            !match.Success
            || !Enum.TryParse<FileKind>(match.Groups["kind"].ValueSpan, out var kind)
            || !DateOnly.TryParseExact(
                match.Groups["date"].ValueSpan,
                "yyyyMMdd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var date
            )
        )
        {
            return null;
        }

        var sequence = int.Parse(
            match.Groups["seq"].ValueSpan,
            NumberStyles.None,
            CultureInfo.InvariantCulture
        );
        return sequence == 0
            ? null
            : new ExchangeFileName(
                kind,
                match.Groups["bureau"].Value,
                date,
                sequence,
                match.Groups["env"].ValueSpan is "T"
            );
    }

    /// <summary>The name as on the wire.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Kind}_{Bureau}_{Date:yyyyMMdd}_{Sequence:000000}_{(IsTest ? 'T' : 'P')}.csv"
        );

    [GeneratedRegex(
        @"^(?<kind>[A-Z]{3})_(?<bureau>[A-Z0-9][A-Z0-9-]{0,19})_(?<date>[0-9]{8})_(?<seq>[0-9]{6})_(?<env>[TP])\.csv\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Grammar();
}
