using System.Collections.Frozen;
using Workflows.Time;

namespace Hub.Catalogue;

/// <summary>One consistent reading of all reference data.</summary>
internal sealed record ReferenceData(
    IReadOnlyList<Bureau> Bureaus,
    FrozenDictionary<string, Reason> Reasons,
    WorkingCalendars Calendars,
    Texts Texts
)
{
    private readonly FrozenDictionary<string, Bureau> byCode = Bureaus.ToFrozenDictionary(
        bureau => bureau.Code,
        StringComparer.Ordinal
    );

    /// <summary>The bureau with this code, or null.</summary>
    public Bureau? FindBureau(string code) => byCode.GetValueOrDefault(code);
}
