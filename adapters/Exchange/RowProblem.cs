namespace Adapters.Exchange;

/// <summary>Why one row of a file is refused: the line as an editor counts it, the column by name.</summary>
/// <param name="Line">One-based line of the file on which the row begins.</param>
/// <param name="Column">The column's name; null when the row as a whole is wrong.</param>
/// <param name="Code">Stable, lower_snake_case.</param>
/// <param name="Message">What is wrong and what would be right; never the content of a name field.</param>
public sealed record RowProblem(int Line, string? Column, string Code, string Message);
