using System.Globalization;

namespace Adapters.Exchange;

/// <summary>One row of a record file, its fields by column name.</summary>
public sealed class RecordRow(int line, RecordHeader header, IReadOnlyList<string> fields)
{
    /// <summary>What every row is in a file that does not say.</summary>
    internal const string Plain = "R";

    /// <summary>One-based line on which the row begins.</summary>
    public int Line => line;

    /// <summary>How the partner writes.</summary>
    public CsvProfile Profile => header.Profile;

    /// <summary>The fields in the order of the file.</summary>
    public IReadOnlyList<string> Fields => fields;

    /// <summary>Does the row have more fields than the header has names?</summary>
    public bool HasTooManyFields => fields.Count > header.Count;

    /// <summary><c>H</c>, <c>R</c> or <c>T</c>.</summary>
    public string Record => header.PlaceOf("record") < 0 ? Plain : this["record"];

    /// <summary>The field under a column name, trimmed; empty when the row or the header does not have it.</summary>
    public string this[string column] =>
        header.PlaceOf(column) is >= 0 and var place && place < fields.Count ? fields[place].Trim() : "";

    /// <summary>The first field after <c>record</c> that is a number: the count of a trailer. −1 when there is none.</summary>
    internal long FirstNumber()
    {
        foreach (var field in fields)
        {
            if (
                long.TryParse(
                    FieldText.WesternDigits(field.Trim()),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var number
                )
            )
            {
                return number;
            }
        }

        return -1;
    }
}
