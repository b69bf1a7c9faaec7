namespace Adapters.Registries;

/// <summary>What a bureau is asked for: one request, one or more documents of one act (protocols.md §3).</summary>
/// <param name="RequestId">Ours, the same in every repetition: <c>CASA-2026-000123-R1</c>.</param>
/// <param name="DueOn">The day by which an answer is expected, <c>yyyy-MM-dd</c>.</param>
/// <param name="PossibleDuplicate">True when it may have been sent before.</param>
public sealed record ExtractRequest(
    string RequestId,
    string BureauCode,
    IReadOnlyList<ExtractLine> Lines,
    ExtractAct Act,
    ExtractSubject Subject,
    string RequesterRelation,
    string DueOn,
    bool PossibleDuplicate = false
);

/// <summary>One document of a request.</summary>
public sealed record ExtractLine(int Line, string Document, string Language, int Copies);

/// <summary>Which act, as the citizen declared it.</summary>
public sealed record ExtractAct(
    string Number,
    string? Suffix,
    string? RegisterPart,
    int Year,
    string Calendar
);

/// <summary>Who the act is about, as far as the bureau needs it to find the right one.</summary>
public sealed record ExtractSubject(
    string FirstNameAr,
    string LastNameAr,
    string? FirstNameLat,
    string? LastNameLat,
    string Sex,
    int BirthYear,
    int? BirthMonth,
    int? BirthDay,
    string FatherFirstNameAr,
    string MotherFirstNameAr,
    string? MotherLastNameAr
);
