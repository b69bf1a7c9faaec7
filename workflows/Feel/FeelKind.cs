using System.Diagnostics.CodeAnalysis;

namespace Workflows.Feel;

/// <summary>The kinds of value FEEL knows. Days-and-time and years-and-months durations never mix.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "The kinds are named as FEEL names them.")]
public enum FeelKind
{
    Null,
    Boolean,
    Number,
    String,
    Date,
    Time,
    DateTime,
    DaysDuration,
    MonthsDuration,
    List,
    Context,
    Range,
    Function,
}
