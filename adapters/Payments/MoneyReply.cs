namespace Adapters.Payments;

/// <summary>A gateway's answer to a movement of money.</summary>
public abstract record MoneyReply
{
    private MoneyReply() { }

    /// <summary>The money moved.</summary>
    public sealed record Done(string? TransactionId) : MoneyReply;

    /// <summary>The gateway said no.</summary>
    public sealed record Refused(string Code, string Message) : MoneyReply;
}
