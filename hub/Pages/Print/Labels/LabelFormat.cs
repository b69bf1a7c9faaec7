namespace Hub.Pages.Print.Labels;

/// <summary>The paper a label is printed on; all lengths in millimetres.</summary>
/// <param name="Code"><c>a4</c> or <c>roll</c>.</param>
/// <param name="Columns">Labels side by side.</param>
/// <param name="Rows">Labels below each other.</param>
/// <param name="Gap">Between two columns; rows touch.</param>
internal sealed record LabelFormat(
    string Code,
    float PageWidth,
    float PageHeight,
    int Columns,
    int Rows,
    float Width,
    float Height,
    float Gap
)
{
    /// <summary>A sheet of fourteen labels of 99.1 × 38.1 mm, as every stationer sells them.</summary>
    public static readonly LabelFormat A4 = new("a4", 210, 297, 2, 7, 99.1f, 38.1f, 2.6f);

    /// <summary>One label of 100 × 150 mm from the roll of a label printer.</summary>
    public static readonly LabelFormat Roll = new("roll", 100, 150, 1, 1, 100, 150, 0);

    private static readonly LabelFormat[] all = [A4, Roll];

    /// <summary>How many labels a page holds.</summary>
    public int PerPage => Columns * Rows;

    /// <summary>The format of this code, or null.</summary>
    public static LabelFormat? Find(string? code) => Array.Find(all, format => format.Code == code);

    /// <summary>The left upper corner of a place on the page; 0 is the first.</summary>
    public (float X, float Y) Corner(int place) =>
        (
            ((PageWidth - (Columns * Width) - ((Columns - 1) * Gap)) / 2) + (place % Columns * (Width + Gap)),
            ((PageHeight - (Rows * Height)) / 2) + (place / Columns * Height)
        );
}
