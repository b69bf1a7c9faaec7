namespace Workflows.Feel;

/// <summary>An interval of comparable values. A null end is open towards infinity.</summary>
/// <param name="Start">Lower end, or null.</param>
/// <param name="StartIncluded">Whether the lower end belongs to the range.</param>
/// <param name="End">Upper end, or null.</param>
/// <param name="EndIncluded">Whether the upper end belongs to the range.</param>
public sealed record FeelRange(FeelValue Start, bool StartIncluded, FeelValue End, bool EndIncluded)
{
    /// <summary>
    /// The sign of a unary range such as <c>(&lt;10)</c>, which equals only a range written the same way.
    /// </summary>
    internal string? Sign { get; init; }

    /// <summary>FEEL literal text.</summary>
    public override string ToString() => FeelText.Literal(FeelValue.From(this));
}
