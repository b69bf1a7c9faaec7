namespace Hub.Orders;

/// <summary>Where the letter goes.</summary>
/// <param name="Country">ISO 3166-1 alpha-2, upper case.</param>
internal sealed record Recipient(
    string Name,
    IReadOnlyList<string> Lines,
    string? Postcode,
    string Locality,
    string Country
);
