using Adapters.Exchange;
using Adapters.Post;
using Hub.Exchange;
using Hub.Orders;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Workflows.Feel;

namespace Hub.Shipping;

/// <summary>
/// Keeps every event and derives each letter's status from the set of them: late, repeated and disordered events change
/// nothing that the set does not say (protocols.md §4).
/// </summary>
internal sealed class Tracking(TrackingVocabulary vocabulary, ClaimClock claims)
{
    private static readonly TimeSpan MessageKept = TimeSpan.FromDays(60);

    /// <summary>Takes the events of one file; each row's fate, in order. Those of letters that are not ours are refused.</summary>
    public async Task<IReadOnlyList<ReceiptRow>> ApplyAsync(
        IReadOnlyList<(int Line, TrackingEventRow Event)> rows,
        WriteSession session,
        CancellationToken ct
    )
    {
        var items = rows.Select(r => r.Event.Item).Distinct(StringComparer.Ordinal).ToList();
        var shipments = await session
            .Db.Shipments.Where(s => items.Contains(s.Item))
            .ToDictionaryAsync(s => s.Item, StringComparer.Ordinal, ct);
        var known = (
            await session.Db.TrackingEvents.Where(e => items.Contains(e.Item)).ToListAsync(ct)
        ).ToLookup(e => e.Item, StringComparer.Ordinal);
        var events = shipments.Keys.ToDictionary(i => i, i => known[i].ToList(), StringComparer.Ordinal);
        var fates = new List<ReceiptRow>(rows.Count);
        foreach (var (line, row) in rows)
        {
            if (!events.TryGetValue(row.Item, out var heard))
            {
                var problem = new RowProblem(line, "item", "item_unknown", "It is no letter of ours.");
                fates.Add(new ReceiptRow(line, row.Item, problem));
                continue;
            }

            fates.Add(new ReceiptRow(line, row.Item, null));
            if (!heard.Exists(e => e.IsSame(row)))
            {
                heard.Add(row);
                session.Db.TrackingEvents.Add(row);
            }
        }

        foreach (var (item, heard) in events)
        {
            var summary = TrackingSummary.Of(heard.Select(e => e.ToEvent()), vocabulary);
            await DeriveAsync(shipments[item], summary, session, ct);
        }

        return fates;
    }

    private async Task DeriveAsync(
        Shipment shipment,
        TrackingSummary summary,
        WriteSession session,
        CancellationToken ct
    )
    {
        shipment.CameBack |= summary.Status == TrackingStatus.Returned;
        if (summary.Status == shipment.Status)
        {
            return;
        }

        shipment.Status = summary.Status;
        shipment.StatusSince = session.Now;
        if (ToOrderState(summary.Status) is not { } state)
        {
            return;
        }

        await MoveAsync(shipment, state, session, ct);
        session.Processes.Publish(
            "shipment-update",
            shipment.Ref,
            FeelContext.Of(
                KeyValuePair.Create("status", FeelValue.From(state.ToWireName())),
                KeyValuePair.Create("claimAfter", claims.After(shipment, summary.ClockPaused, session.Now))
            ),
            $"{shipment.Ref}:{state.ToWireName()}",
            MessageKept
        );
    }

    private static async Task MoveAsync(
        Shipment shipment,
        OrderState state,
        WriteSession session,
        CancellationToken ct
    )
    {
        var order = await OrderLock.HoldAsync(session, shipment.OrderId, ct);
        var isLast = !await session.Db.Shipments.AnyAsync(
            s => s.OrderId == shipment.OrderId && s.Number > shipment.Number,
            ct
        );
        // Only the last letter, and only while the order is on its way: a refunded or re-sent order is not called back.
        if (
            isLast
            && order.State
                is OrderState.Packed
                    or OrderState.HandedToPost
                    or OrderState.InTransit
                    or OrderState.HeldForPickup
                    or OrderState.ClaimOpen
        )
        {
            order.MoveTo(state, "partner:post", null, session);
        }
        else if (state is OrderState.Delivered or OrderState.Returned && order.State != state)
        {
            Incident.Open(
                session,
                "late_news_of_letter",
                $"'{shipment.Ref}' is {state.ToWireName()}, but its order went on without it.",
                ExchangeOptions.Post,
                order.Id
            );
        }
    }

    private static OrderState? ToOrderState(TrackingStatus status) =>
        status switch
        {
            TrackingStatus.InTransit or TrackingStatus.Attempted => OrderState.InTransit,
            TrackingStatus.HeldForPickup => OrderState.HeldForPickup,
            TrackingStatus.Delivered => OrderState.Delivered,
            TrackingStatus.Returned => OrderState.Returned,
            // A letter on its way back leaves the order where it was: it is returned when it is here.
            TrackingStatus.Announced or TrackingStatus.HandedOver or TrackingStatus.Returning => null,
        };
}
