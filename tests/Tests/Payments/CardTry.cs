using Simulators.Gateway;

namespace Tests.Payments;

/// <summary>One attempt as the citizen's browser carries it to the gateway.</summary>
internal sealed record CardTry(
    MoneyWorld World,
    string Oid,
    IReadOnlyList<KeyValuePair<string, string>> Fields
)
{
    /// <summary>A card that the bank accepts.</summary>
    public Report Approve() => World.Try(this, TestCards.Approved);

    /// <summary>A card that the bank refuses.</summary>
    public Report Decline() => World.Try(this, TestCards.InsufficientFunds);
}
