using Adapters.Exchange;
using Adapters.Post;
using Hub.Orders;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Workflows.Feel;

namespace Hub.Shipping;

/// <summary>
/// Keeps every event and derives each letter's status from the set of them: late, repeated and disordered events change
/// nothing that the set does not say (protocols.md §4).
/// </summary>
internal static class Tracking
{
    private static readonly TimeSpan MessageKept = TimeSpan.FromDays(60);

    /// <summary>Takes new events; those of letters that are not ours are refused.</summary>
    public static async Task<IReadOnlyList<RowProblem>> ApplyAsync(
        IReadOnlyList<TrackingEventRow> rows,
        TrackingVocabulary vocabulary,
        WriteSession session,
        CancellationToken ct
    )
    {
        var items = rows.Select(r => r.Item).Distinct(StringComparer.Ordinal).ToList();
        var shipments = await session
            .Db.Shipments.Where(s => items.Contains(s.Item))
            .ToDictionaryAsync(s => s.Item, StringComparer.Ordinal, ct);
        var known = await session.Db.TrackingEvents.Where(e => items.Contains(e.Item)).ToListAsync(ct);
        var problems = new List<RowProblem>();
        foreach (var row in rows)
        {
            if (!shipments.ContainsKey(row.Item))
            {
                problems.Add(
                    new RowProblem(0, "item", "item_unknown", $"'{row.Item}' is no letter of ours.")
                );
            }
            else if (!known.Exists(e => IsSame(e, row)))
            {
                known.Add(row);
                session.Db.TrackingEvents.Add(row);
            }
        }

        foreach (var shipment in shipments.Values)
        {
            var events = known.Where(e => e.Item == shipment.Item).Select(e => e.ToEvent());
            await ApplyAsync(shipment, TrackingSummary.Of(events, vocabulary).Status, session, ct);
        }

        return problems;
    }

    private static bool IsSame(TrackingEventRow a, TrackingEventRow b) =>
        a.Item == b.Item && a.Code == b.Code && a.At == b.At && a.Office == b.Office;

    private static async Task ApplyAsync(
        Shipment shipment,
        TrackingStatus status,
        WriteSession session,
        CancellationToken ct
    )
    {
        shipment.CameBack |= status == TrackingStatus.Returned;
        if (status == shipment.Status)
        {
            return;
        }

        shipment.Status = status;
        shipment.StatusSince = session.Now;
        if (ToOrderState(status) is { } state)
        {
            await MoveAsync(shipment, state, session, ct);
            session.Processes.Publish(
                "shipment-update",
                shipment.Ref,
                FeelContext.Empty.With("status", FeelValue.From(state.ToWireName())),
                $"{shipment.Ref}:{state.ToWireName()}",
                MessageKept
            );
        }
    }

    private static async Task MoveAsync(
        Shipment shipment,
        OrderState state,
        WriteSession session,
        CancellationToken ct
    )
    {
        var order = await OrderLock.HoldAsync(session, shipment.OrderId, ct);
        // Only while the order is on its way: a refunded or re-sent order is not called back by late news.
        if (
            order.State
            is OrderState.Packed
                or OrderState.HandedToPost
                or OrderState.InTransit
                or OrderState.HeldForPickup
                or OrderState.ClaimOpen
        )
        {
            order.MoveTo(state, "partner:post", null, session);
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
