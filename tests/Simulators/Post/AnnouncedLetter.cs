namespace Simulators.Post;

/// <summary>One letter as the post reads it in a manifest.</summary>
internal sealed record AnnouncedLetter(
    string Item,
    string ShipmentRef,
    string Service,
    int WeightGrams,
    string Locality,
    string CountryCode,
    string? Refusal
);

/// <summary>The header of a manifest as the post reads it.</summary>
internal sealed record AnnouncedDeposit(string Sender, string Bureau, string Office, DateOnly Date);

/// <summary>What the post's intake says of a manifest file.</summary>
internal abstract record Inspection
{
    private Inspection() { }

    /// <summary>Complete and consistent; single letters may still be refused.</summary>
    public sealed record Sound(AnnouncedDeposit Deposit, IReadOnlyList<AnnouncedLetter> Letters) : Inspection;

    /// <summary>Refused as a file.</summary>
    public sealed record Broken(string Code, string Message) : Inspection;
}
