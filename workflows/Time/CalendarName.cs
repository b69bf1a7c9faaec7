namespace Workflows.Time;

/// <summary>
/// What a day without work or a period of other hours is called, for people. The French name is the one by which it is known
/// again when it is announced anew.
/// </summary>
/// <param name="Ar">Null where nobody gave it.</param>
/// <param name="En">Null where nobody gave it.</param>
public sealed record CalendarName(string Fr, string? Ar = null, string? En = null)
{
    /// <summary>A name that is known in French only.</summary>
    public static implicit operator CalendarName(string fr) => new(fr);

    /// <summary>For a reader of <c>ar</c>, <c>fr</c> or <c>en</c>; in French where it has no name in that language.</summary>
    public string In(string language) =>
        language switch
        {
            "ar" => Ar ?? Fr,
            "en" => En ?? Fr,
            _ => Fr,
        };

    /// <summary>The French name.</summary>
    public override string ToString() => Fr;
}
