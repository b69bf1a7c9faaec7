namespace Hub.Orders;

/// <summary>Which act: the bureau finds it by these (domain.md §2.2). As declared by the citizen, never recomputed.</summary>
/// <param name="Calendar"><c>gregorian</c>, <c>hijri</c> or <c>unknown</c>.</param>
internal sealed record ActReference(
    string Number,
    string? Suffix,
    string? RegisterPart,
    int Year,
    string Calendar,
    string Language
);
