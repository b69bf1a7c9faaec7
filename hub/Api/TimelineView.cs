using Hub.Catalogue;
using Hub.Orders;

namespace Hub.Api;

/// <summary>What the citizen may know of an order: where it is, what happened when, what comes next.</summary>
/// <param name="OrderId">Absent for those who track without being the portal of the order.</param>
/// <param name="Phase">The public phase; tolerate new ones.</param>
/// <param name="Since">Since when.</param>
/// <param name="PromisedOn">The day the letter is promised for, in Casablanca.</param>
/// <param name="Late">Has that day passed without the order being over?</param>
/// <param name="Next">What comes next, by whom.</param>
/// <param name="Letter">Number of the registered letter, once there is one.</param>
/// <param name="Events">Oldest first.</param>
/// <param name="AsOf">When this was read.</param>
public sealed record TimelineView(
    Guid? OrderId,
    string TrackingNumber,
    string Phase,
    ThreeTexts PhaseText,
    DateTimeOffset Since,
    string PromisedOn,
    bool Late,
    ThreeTexts Next,
    string? Letter,
    IReadOnlyList<TimelineEventView> Events,
    DateTimeOffset AsOf
)
{
    internal static TimelineView Of(OrderHistory history, ReferenceCatalogue catalogue, DateTimeOffset now)
    {
        var order = history.Order;
        var phase = order.State.ToPhase();
        return new TimelineView(
            order.Id,
            order.TrackingNumber,
            phase.ToWireName(),
            ThreeTexts.Of(catalogue.Texts, "phase." + phase.ToWireName()),
            history.PhaseSince,
            order.PromisedOn,
            !order.State.IsTerminal()
                && string.CompareOrdinal(
                    NodaTime.Text.LocalDatePattern.Iso.Format(QuotePrice.DayOf(now)),
                    order.PromisedOn
                ) > 0,
            ThreeTexts.Of(catalogue.Texts, "api.next." + phase.ToWireName()),
            history.Letter?.Item,
            [.. history.PublicEvents.Select(e => TimelineEventView.Of(e, catalogue))],
            now
        );
    }
}

/// <summary>One thing that happened.</summary>
/// <param name="Event">The name of the event webhooks tell: <c>order.issued</c> …</param>
/// <param name="Phase">The public phase it led to.</param>
/// <param name="Reason">Why, when there is a reason.</param>
public sealed record TimelineEventView(
    string Event,
    string Phase,
    DateTimeOffset At,
    ThreeTexts Text,
    CodedReason? Reason
)
{
    internal static TimelineEventView Of(OrderEvent entry, ReferenceCatalogue catalogue) =>
        new(
            entry.To.ToEventType()!,
            entry.To.ToPhase().ToWireName(),
            entry.At,
            ThreeTexts.Of(catalogue.Texts, "api.event." + entry.To.ToWireName()),
            CodedReason.Of(entry.Reason, catalogue)
        );
}

/// <summary>A reason with what the citizen is told of it.</summary>
public sealed record CodedReason(string Code, ThreeTexts? Text)
{
    internal static CodedReason? Of(string? code, ReferenceCatalogue catalogue) =>
        code is null
            ? null
            : new CodedReason(
                code,
                catalogue.FindReason(code) is { } reason
                    ? new ThreeTexts(reason.Texts["ar"], reason.Texts["fr"], reason.Texts["en"])
                    : null
            );
}

/// <summary>A text in the languages everything is written in.</summary>
public sealed record ThreeTexts(string Ar, string Fr, string En)
{
    internal static ThreeTexts Of(Texts texts, string key) =>
        new(texts.Get("ar", key), texts.Get("fr", key), texts.Get("en", key));
}
