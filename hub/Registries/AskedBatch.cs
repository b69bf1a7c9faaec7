using Hub.Shipping;

namespace Hub.Registries;

/// <summary>What the store says about one batch of answers.</summary>
/// <param name="Requests">The requests that there are, held, by id.</param>
/// <param name="TakenNumbers">
/// The numbers of registered letters named in it that are taken, with the order that has each; without one when it was voided.
/// </param>
internal sealed record AskedBatch(
    IReadOnlyDictionary<string, AskedRequest> Requests,
    IReadOnlyDictionary<string, Guid?> TakenNumbers
)
{
    /// <summary>Before the first batch.</summary>
    public static readonly AskedBatch None = new(
        new Dictionary<string, AskedRequest>(StringComparer.Ordinal),
        new Dictionary<string, Guid?>(StringComparer.Ordinal)
    );

    /// <summary>Why an order's letter cannot have the number its bureau put on it; null when it can, or there is none.</summary>
    public AnswerVerdict? FindNumberFault(string? written, Guid orderId)
    {
        if (
            TakenNumbers.Count == 0
            || RegisteredNumbers.Read(written) is not { } number
            || !TakenNumbers.TryGetValue(number, out var holder)
            || holder == orderId
        )
        {
            return null;
        }

        return holder is null
            ? AnswerVerdict.Refused(
                "item_voided",
                "registered_item",
                "The number was voided: it must not be on a letter."
            )
            : AnswerVerdict.Refused(
                "item_number_used",
                "registered_item",
                "Another letter carries this number already."
            );
    }
}
