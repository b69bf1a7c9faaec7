namespace Hub.Pages.Print.Slips;

/// <summary>
/// What stands on a work slip: what finds the act in the registers and what is asked of it, in the reader's language. No
/// telephone, identity card, address or price is in it: paper lies about.
/// </summary>
/// <param name="RequestId">What its bar code reads as.</param>
/// <param name="Year">Of the register, with <paramref name="Calendar"/>.</param>
/// <param name="NameAr">First and last name as the Arabic register has them.</param>
/// <param name="NameLat">The same in Latin letters; null when the citizen gave none.</param>
/// <param name="Facts">What else tells one act from another: label and value.</param>
/// <param name="Lines">What is asked for.</param>
/// <param name="Copy">The first, second … printing of this request's slip.</param>
/// <param name="Printed">When and by whom.</param>
internal sealed record WorkSlip(
    string RequestId,
    string Bureau,
    string DueOn,
    string ActNumber,
    string Year,
    string Calendar,
    string? Part,
    string NameAr,
    string? NameLat,
    IReadOnlyList<(string Label, string Value)> Facts,
    IReadOnlyList<SlipLine> Lines,
    int Copy,
    string Printed
);

/// <summary>One line of the request.</summary>
internal sealed record SlipLine(string Number, string Document, string Language, string Copies);

/// <summary>The printed words of a slip, and the side it is read from.</summary>
internal sealed record SlipWords(
    bool IsRightToLeft,
    string Title,
    string Due,
    string Act,
    string Year,
    string Part,
    string Documents,
    string Copies,
    string Issued,
    string NeedsInformation,
    string Rejected,
    string Reason,
    string NumberFound,
    string YearFound,
    string Officer,
    string Again,
    string Page
);
