namespace Adapters.Payments;

/// <summary>A gateway's answer to a movement of money.</summary>
public abstract record MoneyReply
{
    /// <summary>
    /// The <see cref="Refused.Code"/> of a credit that comes before the gateway's closing of the day: the same request is
    /// right after it. Until then a whole payment can be voided.
    /// </summary>
    public const string NotSettledYet = "not_settled_yet";

    private MoneyReply() { }

    /// <summary>The money moved.</summary>
    public sealed record Done(string? TransactionId) : MoneyReply;

    /// <summary>The gateway said no: <see cref="NotSettledYet"/>, or the gateway's own code.</summary>
    public sealed record Refused(string Code, string Message) : MoneyReply;
}
