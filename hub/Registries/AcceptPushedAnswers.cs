using System.Text.Json;
using Adapters.Registries;
using Hub.Catalogue;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Registries;

/// <summary>Takes answers that a bureau's system sends us: signed with the secret we share, and sent just now.</summary>
internal sealed class AcceptPushedAnswers(
    GroupCommit commits,
    HubStore store,
    ReferenceCatalogue catalogue,
    ReceiveAnswers receive,
    IOptions<RegistryOptions> options
)
{
    /// <summary>Answers in one message at the most.</summary>
    public const int MaxAnswers = 500;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        MaxDepth = 16,
    };

    /// <summary>Judges one message; what it says is committed before this returns.</summary>
    public async Task<PushedAnswers> RunAsync(
        string bureauCode,
        byte[] body,
        string? signature,
        CancellationToken ct
    )
    {
        if (
            catalogue.FindBureau(bureauCode) is not { } bureau
            || (bureau.Type.Channel != "rest" && !await HasAskedAsync(bureauCode, ct))
        )
        {
            return new PushedAnswers.UnknownBureau();
        }

        if (!BureauSignature.Verify(body, signature, options.Value.SecretOf(bureauCode)))
        {
            // Not kept: anybody can send this, as much as they like.
            return new PushedAnswers.Untrusted("signature_wrong", "The signature is not the bureau's.");
        }

        if (Read(body) is not { } message)
        {
            return await RejectAsync(
                bureauCode,
                body,
                "body_unreadable",
                "The body is not the JSON agreed on.",
                ct
            );
        }

        if (!BureauSignature.IsFresh(message.SentAt, store.Now))
        {
            const string explanation =
                "sentAt is missing, or too far from our clock: an old message may be played again.";
            await RejectAsync(bureauCode, body, "message_stale", explanation, ct);
            return new PushedAnswers.Untrusted("message_stale", explanation);
        }

        return message.Answers.Count is 0 or > MaxAnswers
            ? await RejectAsync(bureauCode, body, "answers_count", $"One to {MaxAnswers} answers.", ct)
            : await commits.WriteAsync(
                async session =>
                {
                    var verdicts = await receive.RunAsync(bureauCode, message.Answers, session, ct);
                    AnswerPayload.Keep(bureauCode, body, message.Answers, verdicts, session);
                    return new PushedAnswers.Judged(message.Answers, verdicts);
                },
                ct
            );
    }

    /// <summary>A bureau that has changed its channel still answers what it was asked by this one.</summary>
    private Task<bool> HasAskedAsync(string bureauCode, CancellationToken ct) =>
        store.ReadAsync(db =>
            db.BureauRequests.AnyAsync(r => r.BureauCode == bureauCode && r.Channel == "rest", ct)
        );

    /// <summary>A message is a list under <c>answers</c>, or one answer by itself.</summary>
    private static Message? Read(byte[] body)
    {
        try
        {
            var list = JsonSerializer.Deserialize<Body>(body, Json);
            if (list is null || list.Answers is not null)
            {
                return list is null || list.Answers!.Any(a => a is null)
                    ? null
                    : new Message(list.SentAt, [.. list.Answers!.Select(a => a!)]);
            }

            var single = JsonSerializer.Deserialize<RegistryAnswer>(body, Json);
            return single is null ? null : new Message(list.SentAt, [single]);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<PushedAnswers> RejectAsync(
        string bureauCode,
        byte[] body,
        string code,
        string explanation,
        CancellationToken ct
    )
    {
        await store.WriteAsync(
            session =>
            {
                AnswerPayload.KeepRejected(bureauCode, body, code, explanation, session);
                return Task.CompletedTask;
            },
            ct
        );
        return new PushedAnswers.Rejected(code, explanation);
    }

    private sealed record Body(string? SentAt, IReadOnlyList<RegistryAnswer?>? Answers);

    private sealed record Message(string? SentAt, IReadOnlyList<RegistryAnswer> Answers);
}

/// <summary>What came of a message with answers.</summary>
internal abstract record PushedAnswers
{
    private PushedAnswers() { }

    /// <summary>Every answer has its verdict, in order.</summary>
    public sealed record Judged(IReadOnlyList<RegistryAnswer> Answers, IReadOnlyList<AnswerVerdict> Verdicts)
        : PushedAnswers;

    /// <summary>The message as a whole is wrong; it is kept.</summary>
    public sealed record Rejected(string Code, string Explanation) : PushedAnswers;

    /// <summary>It is not the bureau's, or not of now.</summary>
    public sealed record Untrusted(string Code, string Explanation) : PushedAnswers;

    /// <summary>No bureau of that code has a system of its own.</summary>
    public sealed record UnknownBureau : PushedAnswers;
}
