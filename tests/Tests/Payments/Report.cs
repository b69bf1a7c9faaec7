namespace Tests.Payments;

/// <summary>What the gateway reports of one try, as often as it likes; or a lie about it.</summary>
internal sealed record Report(string Oid, bool IsApproved, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    /// <summary>False for what only looks like a report.</summary>
    public bool IsTrue { get; init; } = true;
}
