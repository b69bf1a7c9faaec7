using Hub.Processes;
using Hub.Storage;

namespace Hub.Payments;

/// <summary>
/// A bank's yes that no passed 3-D Secure check proves (domain.md §4.4, §4.7): the order is not paid by it, and the money that
/// the bank may hold is let go by people.
/// </summary>
internal static class UnprovenApproval
{
    private const string Code = "approval_unproven";

    /// <summary>Asks for a person, once while it is open, whether the report said so or the gateway when it was asked.</summary>
    /// <returns>False when it is being asked already.</returns>
    public static Task<bool> TellAsync(PaymentAttempt attempt, WriteSession session, CancellationToken ct) =>
        Incident.OpenOnceAsync(
            session,
            Code,
            $"{attempt.DeclineCode}: {attempt.Oid} was approved by the bank, and 3-D Secure does not prove it.",
            PaymentMethod.PartnerOf(attempt.Method),
            attempt.OrderId,
            ct
        );
}
