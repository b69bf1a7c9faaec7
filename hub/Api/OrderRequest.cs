namespace Hub.Api;

// Public and only for the documentation: bodies are read member by member (Reading/OrderReading.cs), because a portal hears
// everything that is wrong at once, with places and in its own language.

/// <summary>An order as a portal writes it.</summary>
/// <param name="Reference">The portal's own reference, unique per portal; at most 64 characters.</param>
/// <param name="Bureau">Code of the bureau where the act is registered.</param>
/// <param name="Documents">What is ordered: at most 20 copies of each type in all, 3 when a consulate holds the act.</param>
/// <param name="Purpose">What for; at most 60 characters.</param>
/// <param name="Attachments">Ids of files sent before.</param>
/// <param name="Locale"><c>ar</c> or <c>fr</c>: the language the citizen is written to in.</param>
public sealed record OrderRequest(
    string Reference,
    string Bureau,
    ActBody Act,
    SubjectBody Subject,
    IReadOnlyList<DocumentBody> Documents,
    string Purpose,
    RequesterBody Requester,
    RecipientBody Recipient,
    PaymentBody Payment,
    IReadOnlyList<Guid>? Attachments,
    string Locale
);

/// <summary>Which act.</summary>
/// <param name="Number">1 to 99999.</param>
/// <param name="Suffix"><c>bis</c>, <c>ter</c>, <c>quater</c> or مكرر.</param>
/// <param name="Year">Of the declaration, in the calendar named.</param>
/// <param name="Calendar"><c>gregorian</c>, <c>hijri</c> or <c>unknown</c>.</param>
/// <param name="Language"><c>ar</c>, <c>fr</c> or <c>ar-fr</c>.</param>
public sealed record ActBody(
    string Number,
    string? Suffix,
    string? RegisterPart,
    int Year,
    string Calendar,
    string Language
);

/// <summary>The person the act is about. Names as written in the act, at most 60 characters each.</summary>
/// <param name="Sex"><c>male</c> or <c>female</c>; <c>m</c> and <c>f</c> are understood.</param>
public sealed record SubjectBody(
    string FirstNameAr,
    string LastNameAr,
    string? FirstNameLat,
    string? LastNameLat,
    string Sex,
    BirthDateBody BirthDate,
    ParentBody Father,
    ParentBody Mother
);

/// <summary>A birth date as far as it is known.</summary>
public sealed record BirthDateBody(int Year, int? Month, int? Day);

/// <summary>A parent; the mother's last name is required.</summary>
public sealed record ParentBody(
    string FirstNameAr,
    string? LastNameAr,
    string? FirstNameLat,
    string? LastNameLat
);

/// <summary>One document.</summary>
/// <param name="Type"><c>birth-extract</c> or <c>birth-full-copy</c>.</param>
/// <param name="Language"><c>ar</c>, <c>fr</c>, and for extracts <c>ar-fr</c>.</param>
public sealed record DocumentBody(string Type, string Language, int Copies);

/// <summary>Who orders.</summary>
/// <param name="Relation"><c>self</c>, <c>parent</c>, <c>child</c>, <c>spouse</c>, <c>guardian</c> or <c>mandated</c>.</param>
/// <param name="Phone">E.164: <c>+212612345678</c>.</param>
public sealed record RequesterBody(string Relation, string Name, string Email, string Phone, string? Cnie);

/// <summary>Where the letter goes.</summary>
/// <param name="Lines">One to three.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
public sealed record RecipientBody(
    string Name,
    IReadOnlyList<string> Lines,
    string? Postcode,
    string Locality,
    string Country
);

/// <summary>How it is paid.</summary>
/// <param name="Method"><c>card</c>, <c>agency</c> or <c>sms</c>, as far as they are switched on.</param>
public sealed record PaymentBody(string Method);
