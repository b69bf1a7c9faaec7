namespace Adapters.Payments;

/// <summary>The three plain answers to a callback (domain.md §4.4).</summary>
public enum CallbackReply
{
    /// <summary>Believed and booked: capture the money now.</summary>
    Capture,

    /// <summary>Believed and booked; nothing to capture (declined, held, heard before).</summary>
    Acknowledge,

    /// <summary>Not believed, or the order is unknown.</summary>
    Fail,
}

/// <summary>The answers as text.</summary>
public static class CallbackReplies
{
    /// <summary>The whole body of the answer; nothing else may be in it.</summary>
    public static string ToText(this CallbackReply reply) =>
        reply switch
        {
            CallbackReply.Capture => "ACTION=POSTAUTH",
            CallbackReply.Acknowledge => "APPROVED",
            CallbackReply.Fail => "FAILURE",
        };
}
