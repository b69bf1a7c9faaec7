namespace Hub.Payments;

/// <summary>
/// The accounts of the ledger. A debit stands as a positive amount, a credit as a negative one; what money came in for is
/// credited by component, because each belongs to somebody else (domain.md §4.6).
/// </summary>
internal enum LedgerAccount
{
    /// <summary>Taken by a payment provider for us and not paid out yet (asset).</summary>
    Provider = 1,

    /// <summary>On our bank account (asset).</summary>
    Bank = 2,

    /// <summary>What providers keep for their service (expense).</summary>
    ProviderFee = 3,

    /// <summary>Fiscal stamps, owed to the State.</summary>
    Stamp = 4,

    /// <summary>The fee of the bureau's work, owed to the commune.</summary>
    Commune = 5,

    /// <summary>Registered mail, owed to the post.</summary>
    Postage = 6,

    /// <summary>Owed back to whoever paid: no order needs it.</summary>
    Payer = 7,

    /// <summary>Taken back by cardholders' banks (expense).</summary>
    ChargebackLoss = 8,

    /// <summary>Paid out by a provider for a payment we do not know; a person has to find out.</summary>
    Suspense = 9,
}
