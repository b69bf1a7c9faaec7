using Adapters.Notifications;
using Hub.Audit;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Announcements;

/// <summary>
/// Takes what providers tell of messages they took earlier: a bounce marks the requester's address and shows on the order, and
/// moves nothing.
/// </summary>
internal sealed class AcceptDeliveryReports(HubStore store, IOptions<DeliveryReportOptions> options)
{
    private const string Channel = "delivery-report";

    /// <summary>Judges one message; what it says is committed before this returns.</summary>
    public async Task<DeliveryReportsResult> RunAsync(byte[] body, string? signature, CancellationToken ct)
    {
        if (options.Value.Secret is not { } secret || !DeliveryReport.IsSigned(body, signature, secret))
        {
            // Not kept: anybody can send this, as much as they like.
            return new DeliveryReportsResult.Untrusted();
        }

        var reports = DeliveryReport.Read(body);
        return await store.WriteAsync<DeliveryReportsResult>(
            async session =>
            {
                var arrival = new Arrival(Channel, "notifications", null, body);
                if (reports is null)
                {
                    ReceivedPayload.Keep(session, arrival, PayloadOutcome.Rejected, "body_unreadable");
                    return new DeliveryReportsResult.Unreadable();
                }

                var known = 0;
                foreach (var report in reports)
                {
                    known += await ApplyAsync(report, session, ct) ? 1 : 0;
                }

                ReceivedPayload.Keep(session, arrival, PayloadOutcome.Processed);
                return new DeliveryReportsResult.Taken(known, reports.Count - known);
            },
            ct
        );
    }

    /// <summary>Applies one report; false when we sent no such message.</summary>
    private static async Task<bool> ApplyAsync(
        DeliveryReport report,
        WriteSession session,
        CancellationToken ct
    )
    {
        var key = MessageKey.OfReference(report.Reference);
        var effect = await session.Db.Effects.FirstOrDefaultAsync(e => e.Key == key, ct);
        if (effect is null || effect.Type != (report.Channel == "email" ? "send-email" : "send-sms"))
        {
            return false;
        }

        // A bounce is the last word, whatever comes after it; the same word twice is one.
        if (effect.Level == TransmissionLevel.Rejected)
        {
            return true;
        }

        var code = report.Code ?? report.Status.ToString().ToLowerInvariant();
        effect.Level =
            report.Status == DeliveryStatus.Delivered ? TransmissionLevel.Accepted
            : report.Status == DeliveryStatus.Bounced ? TransmissionLevel.Rejected
            : effect.Level;
        effect.Detail = report.Status == DeliveryStatus.Delivered ? effect.Detail : $"bounced {code}";
        if (
            report.Status == DeliveryStatus.Bounced
            && effect.OrderId is { } orderId
            && MessageKey.IsToRequester(effect.Key)
        )
        {
            await UndeliverableContact.NoteAsync(orderId, report.Channel, code, session, ct);
        }

        return true;
    }
}

/// <summary>What came of delivery reports.</summary>
internal abstract record DeliveryReportsResult
{
    private DeliveryReportsResult() { }

    /// <summary>Taken; some of them may be about messages that are none of ours.</summary>
    public sealed record Taken(int Known, int Unknown) : DeliveryReportsResult;

    /// <summary>Signed, but not the JSON agreed on.</summary>
    public sealed record Unreadable : DeliveryReportsResult;

    /// <summary>Not signed with our secret, or there is none.</summary>
    public sealed record Untrusted : DeliveryReportsResult;
}
