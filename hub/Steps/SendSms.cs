using System.Text.Json;
using Adapters.Notifications;
using Hub.Announcements;
using Hub.Storage;
using Hub.Work;
using Workflows.Feel;

namespace Hub.Steps;

/// <summary>Sends one short message; the aggregator knows it by its reference. A refused number blocks nothing.</summary>
internal sealed class SendSms(ISmsSender sender, QuietHours quietHours, TimeProvider clock) : IWorkHandler
{
    public string Type => "send-sms";

    public async Task<WorkOutcome> RunAsync(WorkItem item, CancellationToken ct)
    {
        // A message that failed in the evening is not tried again at night.
        var now = clock.GetUtcNow();
        if (quietHours.NextAllowed(now) is var allowed && allowed > now)
        {
            return new WorkOutcome.Later(allowed, "quiet_hours");
        }

        var sms = JsonSerializer.Deserialize<SmsInput>(item.Input)!;
        return ToOutcome(await sender.SendAsync(new Sms(item.EffectKey, sms.To, sms.Text), ct));
    }

    public async Task<WorkOutcome?> CheckAsync(WorkItem item, CancellationToken ct) =>
        await sender.QueryAsync(item.EffectKey, ct) is { } reply ? ToOutcome(reply) : null;

    public Task BookAsync(WorkItem item, WorkOutcome outcome, WriteSession session, CancellationToken ct) =>
        outcome is WorkOutcome.Done { Level: TransmissionLevel.Rejected, Detail: { } code }
        && item.OrderId is { } orderId
            ? UndeliverableContact.NoteAsync(orderId, "sms", code, session, ct)
            : Task.CompletedTask;

    private static WorkOutcome.Done ToOutcome(SmsReply reply) =>
        reply switch
        {
            SmsReply.Accepted => new WorkOutcome.Done(FeelContext.Empty, TransmissionLevel.Received, null),
            SmsReply.Refused refused => new WorkOutcome.Done(
                FeelContext.Empty,
                TransmissionLevel.Rejected,
                refused.Code
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}

/// <summary>A short message as a work item keeps it.</summary>
internal sealed record SmsInput(string To, string Text);
