using Hub.Orders;
using Hub.Processes;
using Hub.Storage;
using Workflows.Feel;

namespace Hub.Payments;

/// <summary>Starts the process that gives money of one attempt back: decided, agreed to where it must be, carried out.</summary>
internal static class RefundProcess
{
    /// <summary>Its id, as its definition has it.</summary>
    public const string Id = "refund";

    /// <summary>All that is left of an attempt goes back.</summary>
    public static void StartWhole(
        DefinitionCatalogue definitions,
        Order order,
        PaymentAttempt attempt,
        string reason,
        WriteSession session
    ) =>
        Start(
            definitions,
            order,
            attempt,
            session,
            ("what", FeelValue.From("attempt")),
            ("reason", FeelValue.From(reason))
        );

    /// <summary>A part goes back; <paramref name="askedBy"/> is a person, or null for a rule.</summary>
    public static void StartPart(
        DefinitionCatalogue definitions,
        Order order,
        PaymentAttempt attempt,
        long amountCentimes,
        string reason,
        string? askedBy,
        WriteSession session
    ) =>
        Start(
            definitions,
            order,
            attempt,
            session,
            ("what", FeelValue.From("part")),
            ("reason", FeelValue.From(reason)),
            ("amountCentimes", FeelValue.From(amountCentimes)),
            ("askedBy", FeelValue.From(askedBy))
        );

    private static void Start(
        DefinitionCatalogue definitions,
        Order order,
        PaymentAttempt attempt,
        WriteSession session,
        params IEnumerable<(string Name, FeelValue Value)> how
    )
    {
        var process =
            definitions.Latest(Id)
            ?? throw new InvalidOperationException($"The process '{Id}' is not deployed.");
        session.Processes.Start(
            process.Id,
            process.Key,
            order.Id,
            FeelContext.Of([
                KeyValuePair.Create("attemptId", FeelValue.From(attempt.Id.ToString())),
                KeyValuePair.Create("orderId", FeelValue.From(order.Id.ToString())),
                KeyValuePair.Create("trackingNumber", FeelValue.From(order.TrackingNumber)),
                .. how.Select(v => KeyValuePair.Create(v.Name, v.Value)),
            ])
        );
    }
}
