namespace Hub.Orders;

/// <summary>The person the act is about; names in both scripts as written.</summary>
internal sealed record Subject(
    string FirstNameAr,
    string LastNameAr,
    string? FirstNameLat,
    string? LastNameLat,
    string Sex,
    PartialDate BirthDate,
    Parent Father,
    Parent Mother
);

/// <summary>A birth date as far as it is known.</summary>
internal sealed record PartialDate(int Year, int? Month, int? Day);

/// <summary>A parent, as written.</summary>
internal sealed record Parent(
    string FirstNameAr,
    string? LastNameAr,
    string? FirstNameLat,
    string? LastNameLat
);
