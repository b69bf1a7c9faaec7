using System.Text.Json;
using Adapters.Notifications;
using Hub.Announcements;
using Hub.Storage;
using Hub.Work;
using Workflows.Feel;

namespace Hub.Steps;

/// <summary>
/// Sends one e-mail. A mail server cannot be asked what it did: a repetition carries the same message id, by which mail
/// systems know it. A refused address is noted and blocks nothing (protocols.md §5).
/// </summary>
internal sealed class SendEmail(IEmailSender sender) : IWorkHandler
{
    private const string Domain = "hub.watiqa";

    public string Type => "send-email";

    public async Task<WorkOutcome> RunAsync(WorkItem item, CancellationToken ct)
    {
        var mail = JsonSerializer.Deserialize<MailInput>(item.Input)!;
        var id = $"{MessageKey.ToMessageId(item.EffectKey)}@{Domain}";
        return await sender.SendAsync(
            new Email(id, mail.To, mail.Subject, mail.Body, mail.Language),
            ct
        ) switch
        {
            EmailReply.Sent => new WorkOutcome.Done(FeelContext.Empty, TransmissionLevel.SentBlind, null),
            EmailReply.Refused refused => new WorkOutcome.Done(
                FeelContext.Empty,
                TransmissionLevel.Rejected,
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"bounced {refused.Code}")
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    public Task<WorkOutcome?> CheckAsync(WorkItem item, CancellationToken ct) =>
        Task.FromResult<WorkOutcome?>(null);

    public Task BookAsync(WorkItem item, WorkOutcome outcome, WriteSession session, CancellationToken ct) =>
        outcome is WorkOutcome.Done { Level: TransmissionLevel.Rejected, Detail: { } code }
        && item.OrderId is { } orderId
        && MessageKey.IsToRequester(item.EffectKey)
            ? UndeliverableContact.NoteAsync(orderId, "email", code, session, ct)
            : Task.CompletedTask;
}

/// <summary>An e-mail as a work item keeps it.</summary>
internal sealed record MailInput(string To, string Subject, string Body, string Language);
