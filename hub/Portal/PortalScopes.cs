namespace Hub.Portal;

/// <summary>What a portal's client may be allowed to do.</summary>
internal static class PortalScopes
{
    public const string ReadOrders = "orders:read";
    public const string WriteOrders = "orders:write";
    public const string StartPayments = "payments:write";
    public const string WriteAttachments = "attachments:write";

    /// <summary>Bureaus and quotes.</summary>
    public const string ReadCatalogue = "catalogue:read";

    /// <summary>Tracking by number and e-mail, of orders of any portal.</summary>
    public const string Track = "tracking:read";

    public const string ReadEvents = "events:read";
    public const string ManageWebhooks = "webhooks:write";

    /// <summary>The clock of the sandbox, which is everybody's; production has none.</summary>
    public const string MoveClock = "sandbox:clock";

    /// <summary>All of them: what a seeded client gets when it names none.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        ReadOrders,
        WriteOrders,
        StartPayments,
        WriteAttachments,
        ReadCatalogue,
        Track,
        ReadEvents,
        ManageWebhooks,
        MoveClock,
    ];
}
