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
        if (FieldText.HasControl(text))
        {
            Add(column, "control_character", "The field holds a control character.");
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
                "A spreadsheet turned this code into a rounded number; the original is lost."
            );
        }

        return text;
    }

    /// <summary>As <see cref="Code"/> of a field that may be empty; then null.</summary>
    public string? OptionalCode(string column) =>
        Code(column, required: false) is { Length: > 0 } code ? code : null;
}
