using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Adapters.Portal;
using Hub.Announcements;
using Hub.Processes;
using Hub.Sealing;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;
using Workflows.Feel;

namespace Hub.Steps;

/// <summary>
/// Posts one event to one endpoint of a portal. The portal knows a repetition by the event's id. When three days of tries
/// are over the endpoint counts as failing and a person is told; the portal fetches what it missed from
/// <c>GET /api/v1/events</c>.
/// </summary>
internal sealed class SendWebhook(IWebhookSender sender, HubStore store, Seals seals) : IWorkHandler
{
    private const string Gone = "gone";
    private const string NotWanted = "not_wanted";

    public string Type => WebhookDelivery.WorkType;

    public RetrySchedule Retries { get; } = RetrySchedule.Promised(WebhookDelivery.Pauses);

    public async Task<WorkOutcome> RunAsync(WorkItem item, CancellationToken ct)
    {
        var input = ReadInput(item);
        var (endpoint, entry) = await store.ReadAsync(async db =>
            (
                await db.WebhookEndpoints.FirstOrDefaultAsync(e => e.Id == input.EndpointId, ct),
                await db.PortalEvents.FirstAsync(e => e.Id == input.EventId, ct)
            )
        );
        if (endpoint is null or { State: EndpointState.Disabled })
        {
            return Rejected(NotWanted);
        }

        var webhook = new Webhook(
            new Uri(endpoint.Url),
            entry.Id,
            PortalEventBody.JsonOf(entry),
            endpoint.SecretsAt(store.Now, seals)
        );
        return await sender.SendAsync(webhook, ct) switch
        {
            WebhookReply.Delivered delivered => new WorkOutcome.Done(
                FeelContext.Empty,
                TransmissionLevel.Received,
                delivered.Status.ToString(CultureInfo.InvariantCulture)
            ),
            WebhookReply.Gone => Rejected(Gone),
            WebhookReply.Failed { RetryAfter: { } pause } failed => throw new AskedToWaitException(
                Said(failed.Status),
                pause
            ),
            WebhookReply.Failed failed => throw new HttpRequestException(Said(failed.Status)),
            // The portal can move its endpoint or its name to where we call; until then it is one that fails.
            WebhookReply.Forbidden forbidden => throw new HttpRequestException(
                $"The endpoint is not one we call: {forbidden.Code}."
            ),
            _ => throw new UnreachableException(),
        };
    }

    // A portal cannot be asked what it has taken; the event's id makes a repetition harmless.
    public Task<WorkOutcome?> CheckAsync(WorkItem item, CancellationToken ct) =>
        Task.FromResult<WorkOutcome?>(null);

    public async Task BookAsync(
        WorkItem item,
        WorkOutcome outcome,
        WriteSession session,
        CancellationToken ct
    )
    {
        if (await EndpointAsync(item, session, ct) is not { } endpoint)
        {
            return;
        }

        if (outcome is WorkOutcome.Done { Level: TransmissionLevel.Received })
        {
            endpoint.NoteDelivery(session.Now);
        }

        switch (outcome)
        {
            case WorkOutcome.Done { Level: TransmissionLevel.Received }
                when endpoint.State == EndpointState.Failing:
                MoveTo(EndpointState.Active, endpoint, session);
                await endpoint.ResolveIncidentAsync("delivered", session, ct);
                break;
            case WorkOutcome.Done { Detail: Gone } when endpoint.State != EndpointState.Disabled:
                MoveTo(EndpointState.Disabled, endpoint, session);
                await endpoint.ResolveIncidentAsync("endpoint_disabled", session, ct);
                break;
            default:
                break;
        }
    }

    public async Task<bool> GiveUpAsync(
        WorkItem item,
        string lastError,
        WriteSession session,
        CancellationToken ct
    )
    {
        if (await EndpointAsync(item, session, ct) is { State: EndpointState.Active } endpoint)
        {
            MoveTo(EndpointState.Failing, endpoint, session);
            endpoint.IncidentId = Incident
                .Open(
                    session,
                    "webhook_failing",
                    $"Endpoint {endpoint.Id} took no event in {item.Attempt} tries over three days; last: {lastError}",
                    item.Partner
                )
                .Id;
        }

        return true;
    }

    private static string Said(int status) =>
        string.Create(CultureInfo.InvariantCulture, $"The endpoint answered {status}.");

    private static WorkOutcome.Done Rejected(string why) =>
        new(FeelContext.Empty, TransmissionLevel.Rejected, why);

    private static WebhookInput ReadInput(WorkItem item) =>
        JsonSerializer.Deserialize<WebhookInput>(item.Input)!;

    private static async Task<WebhookEndpoint?> EndpointAsync(
        WorkItem item,
        WriteSession session,
        CancellationToken ct
    ) => await session.Db.WebhookEndpoints.FindAsync([ReadInput(item).EndpointId], ct);

    private static void MoveTo(EndpointState state, WebhookEndpoint endpoint, WriteSession session)
    {
        endpoint.State = state;
        endpoint.StateSince = session.Now;
    }
}
