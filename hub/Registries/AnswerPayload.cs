using Adapters.Registries;
using Hub.Audit;
using Hub.Storage;

namespace Hub.Registries;

/// <summary>Keeps what a bureau's system sent, byte for byte, with the one outcome it had as a whole (reliability.md, I9).</summary>
internal static class AnswerPayload
{
    private const string Channel = "bureau-rest";

    /// <summary>Keeps a message whose answers were judged.</summary>
    public static void Keep(
        string bureauCode,
        byte[] body,
        IReadOnlyList<RegistryAnswer> answers,
        IReadOnlyList<AnswerVerdict> verdicts,
        WriteSession session
    )
    {
        var refused = verdicts.FirstOrDefault(v => v.Code is not null);
        var outcome =
            verdicts.Any(v => v is { Code: null, HeardBefore: false }) ? PayloadOutcome.Processed
            : refused is not null ? PayloadOutcome.Rejected
            : PayloadOutcome.Duplicate;
        ReceivedPayload.Keep(
            session,
            new Arrival(Channel, bureauCode, answers.Count > 0 ? answers[0].RequestId : null, body),
            outcome,
            refused?.Code,
            refused?.Message
        );
    }

    /// <summary>Keeps a message that could not be judged at all.</summary>
    public static void KeepRejected(
        string bureauCode,
        byte[] body,
        string code,
        string message,
        WriteSession session
    ) =>
        ReceivedPayload.Keep(
            session,
            new Arrival(Channel, bureauCode, null, body),
            PayloadOutcome.Rejected,
            code,
            message
        );
}
