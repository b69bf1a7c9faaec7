using Hub.Orders;
using Hub.Payments;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Workflows.Feel;

namespace Hub.Steps;

/// <summary>The payment that made an order paid, for its audit row and for its process.</summary>
internal static class PaidAttempt
{
    /// <summary>The partner of the payment: <c>partner:cmi</c>.</summary>
    public static async Task<string> ActorAsync(Order order, WriteSession session, CancellationToken ct) =>
        "partner:" + (await ProviderAsync(order, session, ct) ?? PaymentMethod.PartnerOf(PaymentMethod.Card));

    /// <summary>What the process has to know of the payment: whether there is one, which, and whose limits apply to it.</summary>
    public static async Task<StepAnswer> AnswerAsync(
        Order order,
        WriteSession session,
        CancellationToken ct
    ) =>
        StepInput.Answer(
            ("paid", FeelValue.From(order.PaidAttemptId is not null)),
            ("attemptId", FeelValue.From(order.PaidAttemptId?.ToString())),
            ("provider", FeelValue.From(await ProviderAsync(order, session, ct)))
        );

    private static async Task<string?> ProviderAsync(Order order, WriteSession session, CancellationToken ct)
    {
        var method = await session
            .Db.PaymentAttempts.Where(a => a.Id == order.PaidAttemptId)
            .Select(a => a.Method)
            .FirstOrDefaultAsync(ct);
        return method is null ? null : PaymentMethod.PartnerOf(method);
    }
}
