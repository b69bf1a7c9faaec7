using System.Text.Json;
using Adapters.Notifications;
using Hub.Storage;
using Hub.Work;
using Workflows.Feel;

namespace Hub.Steps;

/// <summary>Sends one short message; the aggregator knows it by its reference. A refused number blocks nothing.</summary>
internal sealed class SendSms(ISmsSender sender) : IWorkHandler
{
    public string Type => "send-sms";

    public async Task<WorkOutcome> RunAsync(WorkItem item, CancellationToken ct)
    {
        var sms = JsonSerializer.Deserialize<SmsInput>(item.Input)!;
        return ToOutcome(await sender.SendAsync(new Sms(item.EffectKey, sms.To, sms.Text), ct));
    }

    public async Task<WorkOutcome?> CheckAsync(WorkItem item, CancellationToken ct) =>
        await sender.QueryAsync(item.EffectKey, ct) is { } reply ? ToOutcome(reply) : null;

    public Task BookAsync(WorkItem item, WorkOutcome outcome, WriteSession session, CancellationToken ct) =>
        Task.CompletedTask;

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
