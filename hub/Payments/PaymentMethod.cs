namespace Hub.Payments;

/// <summary>How citizens pay, as the portal names it, and whose limits apply.</summary>
internal static class PaymentMethod
{
    public const string Card = "card";

    /// <summary>A reference paid in cash at an agency, or in a bank's application.</summary>
    public const string Agency = "agency";

    /// <summary>A premium SMS; part of it stays with the operator.</summary>
    public const string Sms = "sms";

    /// <summary>The partner behind a method, as audit rows, limits and pages name it.</summary>
    public static string PartnerOf(string method) =>
        method switch
        {
            Card => "cmi",
            Agency => "agency",
            Sms => "sms-payment",
            _ => throw new InvalidOperationException($"There is no payment method '{method}'."),
        };
}
