namespace Hub.Catalogue;

/// <summary>A civil-status bureau, as the directory knows it today.</summary>
/// <param name="Code">Ours, stable: <c>CHK-01</c>.</param>
/// <param name="SourceLabel">The label of the portal's list, verbatim.</param>
/// <param name="DisplayName">Readable, unambiguous within its arrondissement.</param>
/// <param name="Type">How it works; decides its process.</param>
/// <param name="Calendar">Code of its working calendar.</param>
/// <param name="Aliases">Old numbers and names people still use.</param>
/// <param name="Active">False: it takes no orders.</param>
internal sealed record Bureau(
    string Code,
    string SourceLabel,
    string DisplayName,
    string Prefecture,
    string Arrondissement,
    string ArrondissementAr,
    BureauType Type,
    string Calendar,
    IReadOnlyList<string> Aliases,
    bool Active
)
{
    /// <summary>The name in Arabic where only the arrondissement's is known.</summary>
    public string DisplayNameAr => $"{ArrondissementAr} – {DisplayName}";
}
