using Hub.Catalogue;
using Hub.Orders;

namespace Hub.Api;

/// <summary>An order as its portal sees it.</summary>
/// <param name="State">Where it stands inside the house; new states may come, go by <paramref name="Phase"/>.</param>
/// <param name="Phase">What the citizen is told.</param>
/// <param name="Since">Since when it is in this state.</param>
/// <param name="PromisedOn">The day the letter is promised for, in Casablanca.</param>
/// <param name="Corrected">Has the one correction been made?</param>
public sealed record OrderView(
    Guid Id,
    string TrackingNumber,
    string Reference,
    string State,
    string Phase,
    DateTimeOffset Since,
    DateTimeOffset CreatedAt,
    string PromisedOn,
    BureauName Bureau,
    PriceView Price,
    IReadOnlyList<OrderLineView> Documents,
    ActBody Act,
    SubjectBody Subject,
    string Purpose,
    RequesterBody Requester,
    RecipientBody Recipient,
    PaymentView Payment,
    bool Corrected,
    IReadOnlyList<Guid> Attachments,
    string Locale
)
{
    internal static OrderView Of(Order order, ReferenceCatalogue catalogue) =>
        new(
            order.Id,
            order.TrackingNumber,
            order.Reference,
            order.State.ToWireName(),
            order.State.ToPhase().ToWireName(),
            order.StateSince,
            order.CreatedAt,
            order.PromisedOn,
            BureauName.Of(order.BureauCode, catalogue),
            PriceView.Of(order.Price),
            [.. order.Lines.OrderBy(line => line.Number).Select(OrderLineView.Of)],
            OrderBodies.Of(order.Act),
            OrderBodies.Of(order.Subject),
            order.Purpose,
            OrderBodies.Of(order.Requester),
            OrderBodies.Of(order.Recipient),
            new PaymentView(order.PaymentMethod, order.PaidAttemptId is not null),
            order.Corrected,
            order.AttachmentIds,
            order.Locale
        );
}

/// <summary>A bureau, named.</summary>
public sealed record BureauName(string Code, string Name, string NameAr)
{
    internal static BureauName Of(string code, ReferenceCatalogue catalogue)
    {
        var bureau = catalogue.FindBureau(code);
        return new BureauName(code, bureau?.DisplayName ?? code, bureau?.DisplayNameAr ?? code);
    }
}

/// <summary>A price with its parts, in dirhams with two digits.</summary>
/// <param name="Tariff">The version of the tariff that gave it.</param>
public sealed record PriceView(
    string Total,
    string Stamp,
    string Commune,
    string Postage,
    string Currency,
    string Tariff
)
{
    internal const string Dirham = "MAD";

    internal static PriceView Of(PriceSnapshot price) =>
        new(
            ApiJson.ToMoney(price.TotalCentimes),
            ApiJson.ToMoney(price.StampCentimes),
            ApiJson.ToMoney(price.CommuneCentimes),
            ApiJson.ToMoney(price.PostageCentimes),
            Dirham,
            price.TariffVersion
        );
}

/// <summary>One document of an order.</summary>
/// <param name="UnitPrice">One copy without postage, in dirhams.</param>
public sealed record OrderLineView(int Line, string Type, string Language, int Copies, string UnitPrice)
{
    internal static OrderLineView Of(OrderLine line) =>
        new(line.Number, line.Document, line.Language, line.Copies, ApiJson.ToMoney(line.UnitPriceCentimes));
}

/// <summary>How it is paid, and whether it has been.</summary>
public sealed record PaymentView(string Method, bool Paid);
