namespace Hub.Announcements;

/// <summary>What messages to citizens are known by: <c>mail:{order}:{phase}</c>, <c>sms:{order}:{phase}</c>.</summary>
internal static class MessageKey
{
    private const string Mail = "mail:";
    private const string Sms = "sms:";

    /// <summary>Was the message for the order's requester, and not for a bureau?</summary>
    public static bool IsToRequester(string effectKey) =>
        effectKey.StartsWith(Mail, StringComparison.Ordinal)
        || effectKey.StartsWith(Sms, StringComparison.Ordinal);

    /// <summary>The message id under which a mail server knows the effect, without its domain: colons are not allowed there.</summary>
    public static string ToMessageId(string effectKey) => effectKey.Replace(':', '.');

    /// <summary>The effect behind a message id (with or without angle brackets and domain), or behind our own reference.</summary>
    public static string OfReference(string reference)
    {
        var bare = reference.Trim('<', '>');
        var at = bare.LastIndexOf('@');
        return at < 0 ? bare : bare[..at].Replace('.', ':');
    }
}
