namespace Adapters.Post;

/// <summary>One event of one letter, as the post tells it. Two that are equal are the same event told twice.</summary>
/// <param name="Item">The S10 number.</param>
/// <param name="Code">EMSEVT code; one we do not know is kept and changes nothing.</param>
/// <param name="At">When it happened.</param>
/// <param name="Office">Where, by the post's code.</param>
/// <param name="Country">ISO 3166-1 alpha-2 of that place.</param>
/// <param name="Reason">Why a delivery failed or a letter is held.</param>
/// <param name="Action">What was done about it.</param>
/// <param name="Signatory">Who signed; a person's name, never to be logged.</param>
/// <param name="Doubt">How sure <paramref name="At"/> is.</param>
public sealed record TrackingEvent(
    string Item,
    string Code,
    DateTimeOffset At,
    string? Office,
    string? Country,
    string? Reason,
    string? Action,
    string? Signatory,
    TimeDoubt Doubt = TimeDoubt.None
)
{
    /// <summary>A letter that came back to the sender, as an event among the others.</summary>
    public const string ReturnedCode = "RET";

    /// <summary>Without the signatory.</summary>
    public override string ToString() => $"{Item} {Code} {At:O}";
}
