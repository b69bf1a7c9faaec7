namespace Hub.Payments;

/// <summary>Why money goes back when no bureau gave a reason.</summary>
internal static class RefundReasons
{
    /// <summary>The order was paid before.</summary>
    public const string SecondPayment = "second_payment";

    /// <summary>The order had ended when the payment came.</summary>
    public const string LatePayment = "late_payment";

    /// <summary>An earlier refund was done and came back.</summary>
    public const string Reversed = "refund_reversed";

    /// <summary>The payer's bank had taken what was owed back anyway, and lost the case.</summary>
    public const string ChargebackWon = "chargeback_won";
}
