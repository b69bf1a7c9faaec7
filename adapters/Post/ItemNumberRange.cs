namespace Adapters.Post;

/// <summary>
/// A block of item numbers the post assigned to us: serial numbers <paramref name="From"/> to <paramref name="To"/>, both
/// included, under one service indicator. Pure arithmetic; which number was given out last is the caller's to remember.
/// </summary>
/// <param name="Prefix">The service indicator, <c>RA</c>–<c>RZ</c>.</param>
/// <param name="From">First serial number, without check digit.</param>
/// <param name="To">Last serial number.</param>
/// <param name="ValidFrom">The first day on which the post takes these numbers.</param>
public sealed record ItemNumberRange(string Prefix, int From, int To, DateOnly ValidFrom)
{
    /// <summary>How many numbers the whole range holds.</summary>
    public int Count => To - From + 1;

    /// <summary>May its numbers be used on that day?</summary>
    public bool IsValidOn(DateOnly day) => ValidFrom <= day;

    /// <summary>Is this item one of the range?</summary>
    public bool Covers(S10Item item) => item.Indicator == Prefix && item.Serial >= From && item.Serial <= To;

    /// <summary>
    /// The item after the one with serial number <paramref name="last"/>, the first of the range when none was given out
    /// yet; null when the range is used up. A spoiled number is skipped like a used one: numbers never come back.
    /// </summary>
    public S10Item? Next(int? last)
    {
        var serial = last is null ? From : Math.Max(From, last.Value + 1);
        return serial <= To ? S10Item.Of(Prefix, serial) : null;
    }

    /// <summary>How many numbers are left after <paramref name="last"/>; all of them when none was given out yet.</summary>
    public int Remaining(int? last) => last is null ? Count : Math.Clamp(To - last.Value, 0, Count);

    /// <summary>Do the two share a number?</summary>
    public bool Overlaps(ItemNumberRange other) =>
        Prefix == other.Prefix && From <= other.To && other.From <= To;
}
