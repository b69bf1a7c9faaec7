namespace Hub.Sealing;

/// <summary>The kinds of things kept sealed; each has a key of its own. The names are in the store and never change.</summary>
internal static class SealPurpose
{
    /// <summary>Files citizens gave: family booklets, identity cards.</summary>
    public const string Attachments = "attachments";

    /// <summary>What webhooks are signed with.</summary>
    public const string WebhookSecrets = "webhook-secrets";

    /// <summary>First answers to portals, which repeat names, addresses and new secrets.</summary>
    public const string StoredAnswers = "stored-answers";

    /// <summary>The keys of session cookies and forms.</summary>
    public const string SessionKeys = "session-keys";

    /// <summary>What access tokens are signed and encrypted with.</summary>
    public const string TokenKeys = "token-keys";

    public static readonly IReadOnlyList<string> All =
    [
        Attachments,
        WebhookSecrets,
        StoredAnswers,
        SessionKeys,
        TokenKeys,
    ];
}
