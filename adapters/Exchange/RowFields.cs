using System.Globalization;

namespace Adapters.Exchange;

/// <summary>Reads the fields of one row, noting everything that is wrong with it: a row with a note is not used.</summary>
internal sealed class RowFields(RecordRow row, int maxText)
{
    private readonly List<RowProblem> problems = row.HasTooManyFields
        ? [new(row.Line, null, "too_many_fields", "The row has more fields than the header line has names.")]
        : [];

    /// <summary>What is wrong with the row; empty when all that was read may be used.</summary>
    public IReadOnlyList<RowProblem> Problems => problems;

    /// <summary>Notes a problem of a column, or of the row as a whole.</summary>
    public void Add(string? column, string code, string message) =>
        problems.Add(new RowProblem(row.Line, column, code, message));

    /// <summary>The field as written: free text for people.</summary>
    public string Text(string column)
    {
        var text = row[column];
        if (text.Length == 0)
        {
            return text;
        }

        if (FieldText.HasControl(text))
        {
            Add(column, "control_character", "The field holds a control character.");
        }

        if (FieldText.IsFormula(text))
        {
            Add(column, "formula", "A spreadsheet would run the field as a formula.");
        }

        if (text.Length > maxText)
        {
            Add(column, "field_too_long", $"The field has more than {maxText} characters.");
        }

        return text;
    }

    /// <summary>As <see cref="Text"/>, null when empty.</summary>
    public string? OptionalText(string column) => Text(column) is { Length: > 0 } text ? text : null;

    /// <summary>The field as a code or number: western digits, no direction marks, not rounded by a spreadsheet.</summary>
    public string Code(string column, bool required)
    {
        var text = FieldText.Code(Text(column));
        if (required && text.Length == 0)
        {
            Add(column, "field_missing", "The field must not be empty.");
        }

        if (FieldText.IsExcelDamaged(text))
        {
            Add(
                column,
                "spreadsheet_damage",
                "A spreadsheet turned this code into a number or a month of its own; the original is lost."
            );
        }

        return text;
    }

    /// <summary>As <see cref="Code"/> of a field that may be empty; then null.</summary>
    public string? OptionalCode(string column) =>
        Code(column, required: false) is { Length: > 0 } code ? code : null;

    /// <summary>A whole number within limits; null when the field is empty or wrong.</summary>
    public int? Whole(string column, int min, int max, bool required)
    {
        var text = Code(column, required);
        if (text.Length == 0)
        {
            return null;
        }

        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= min
            && number <= max
        )
        {
            return number;
        }

        Add(column, "number_wrong", $"A whole number from {min} to {max} is expected.");
        return null;
    }

    /// <summary>A number with decimals, marked as the partner marks them, without signs between thousands; null when empty or wrong.</summary>
    public decimal? Number(string column, bool required, string code = "decimal_wrong")
    {
        var text = Code(column, required);
        if (text.Length == 0)
        {
            return null;
        }

        var mark = row.Profile.DecimalMark;
        var foreign = mark == '.' ? ',' : '.';
        if (
            !text.Contains(foreign, StringComparison.Ordinal)
            && decimal.TryParse(
                text.Replace(mark, '.'),
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var number
            )
        )
        {
            return number;
        }

        Add(column, code, $"A number with '{mark}' before its decimals, and no other mark, is expected.");
        return null;
    }

    /// <summary>A day in the partner's form, or as yyyy-MM-dd; returned as yyyy-MM-dd, null when empty or wrong.</summary>
    public string? Day(string column, bool required)
    {
        var text = Code(column, required);
        if (text.Length == 0)
        {
            return null;
        }

        var form = row.Profile.DateForm;
        if (IsDay(text, form, out var day) || IsDay(text, FieldText.IsoDay, out day))
        {
            return day.ToString(FieldText.IsoDay, CultureInfo.InvariantCulture);
        }

        if (form == "ddMMyyyy" && text.Length == form.Length - 1 && IsDay("0" + text, form, out _))
        {
            Add(
                column,
                "leading_zeros_lost",
                "A zero before the day is missing: a spreadsheet took it for a number."
            );
            return null;
        }

        Add(column, "date_wrong", $"A date as {form} is expected.");
        return null;
    }

    private static bool IsDay(string text, string form, out DateOnly day) =>
        DateOnly.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
