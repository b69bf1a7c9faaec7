namespace Adapters.Payments;

/// <summary>How the payer goes on: to a page, or with a reference.</summary>
public abstract record PaymentInvitation
{
    private protected PaymentInvitation() { }
}

/// <summary>The payer's browser posts these fields to the provider's own page, unchanged.</summary>
public sealed record HostedPage(Uri Url, IReadOnlyList<KeyValuePair<string, string>> Fields)
    : PaymentInvitation;

/// <summary>The payer names this number at an agency, in a bank's application or in an SMS.</summary>
public sealed record PaymentReference(string Number) : PaymentInvitation;
