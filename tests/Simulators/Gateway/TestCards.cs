namespace Simulators.Gateway;

/// <summary>The cards of the sandbox, and what the bank answers to each.</summary>
internal static class TestCards
{
    public const string Approved = "4000000000000010";
    public const string InsufficientFunds = "4000000000000051";
    public const string Expired = "4000000000000054";
    public const string Secure3DFails = "4000000000003000";

    /// <summary>Approved, and its bank takes nothing back: every refund is refused.</summary>
    public const string RefundRefused = "4000000000000077";

    /// <summary>Approved, and the first refund that was settled comes back two days later.</summary>
    public const string RefundReversed = "4000000000000085";

    /// <summary>All of them; <see cref="CardWords"/> says what each does.</summary>
    public static IReadOnlyList<string> All { get; } =
    [Approved, InsufficientFunds, Expired, Secure3DFails, RefundRefused, RefundReversed];

    /// <summary>The bank's answer to a card number; an unknown one is rejected.</summary>
    public static BankAnswer Ask(string number) =>
        number switch
        {
            Approved => new BankAnswer("00", "Approved", "", "1", Masked(number)),
            RefundRefused => new BankAnswer("00", "Approved", "", "1", Masked(number))
            {
                Refunds = RefundTurn.Refused,
            },
            RefundReversed => new BankAnswer("00", "Approved", "", "1", Masked(number))
            {
                Refunds = RefundTurn.ComesBack,
            },
            InsufficientFunds => new BankAnswer("51", "Declined", "Insufficient funds", "1", Masked(number)),
            Expired => new BankAnswer("54", "Declined", "Expired card", "1", Masked(number)),
            Secure3DFails => new BankAnswer("99", "Error", "3-D Secure failed", "0", Masked(number)),
            _ => new BankAnswer("05", "Declined", "Do not honour", "1", Masked(number)),
        };

    private static string Masked(string number) =>
        number.Length < 10 ? "***" : $"{number[..6]}***{number[^4..]}";
}

/// <summary>What the bank says to one try.</summary>
internal sealed record BankAnswer(
    string ProcReturnCode,
    string Response,
    string Message,
    string MdStatus,
    string MaskedPan
)
{
    public bool IsApproved => ProcReturnCode == "00";

    /// <summary>What becomes of money that is given back to the card.</summary>
    public RefundTurn Refunds { get; init; } = RefundTurn.Arrives;
}

/// <summary>What a payer's bank does with a refund.</summary>
internal enum RefundTurn
{
    Arrives,
    Refused,
    ComesBack,
}
