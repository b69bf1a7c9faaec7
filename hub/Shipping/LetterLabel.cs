namespace Hub.Shipping;

/// <summary>What stands on the label of one letter; nothing of the act, and nothing the postman does not need.</summary>
/// <param name="Item">The S10 number.</param>
/// <param name="Ref">Our own number of the letter.</param>
/// <param name="Service">Registered, national or abroad, in words.</param>
/// <param name="Recipient">The address, the country in French last when it is abroad.</param>
/// <param name="Sender">Where it goes when nobody takes it.</param>
/// <param name="Copy">1 for the first printing.</param>
/// <param name="CopyText">The word before the copy's number.</param>
internal sealed record LetterLabel(
    string Item,
    string Ref,
    string Service,
    IReadOnlyList<string> Recipient,
    IReadOnlyList<string> Sender,
    int Copy,
    string CopyText
)
{
    /// <summary><c>RR 123 456 785 MA</c>, as the post's own labels group it.</summary>
    public string GroupedItem => $"{Item[..2]} {Item[2..5]} {Item[5..8]} {Item[8..11]} {Item[11..]}";
}
