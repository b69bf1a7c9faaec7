using System.Security.Cryptography;
using Hub.Api.Reading;
using Hub.Catalogue;
using Hub.Orders;
using Hub.Portal;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Api;

/// <summary>Orders: placing and reading them.</summary>
internal static class OrdersApi
{
    /// <summary>Maps <c>/orders</c>.</summary>
    public static void MapOrders(this IEndpointRouteBuilder api)
    {
        api.MapPost("/orders", PlaceAsync).WithName("placeOrder").RequireScope(PortalScopes.WriteOrders);
        api.MapGet("/orders", ListAsync).WithName("listOrders").RequireScope(PortalScopes.ReadOrders);
        api.MapGet("/orders/{id}", ReadAsync).WithName("readOrder").RequireScope(PortalScopes.ReadOrders);
    }

    /// <summary>An order of this client with its lines, or null.</summary>
    public static async Task<Order?> FindAsync(HubDb db, string clientId, string id, CancellationToken ct) =>
        Guid.TryParse(id, out var orderId)
            ? await db
                .Orders.Include(o => o.Lines)
                .FirstOrDefaultAsync(o => o.Id == orderId && o.ClientId == clientId, ct)
            : null;

    /// <summary>Where an order is read.</summary>
    public static string LocationOf(Guid id) => $"/api/v1/orders/{id}";

    private static Task<IResult> PlaceAsync(
        HttpContext context,
        PortalPosts posts,
        OrderReading reading,
        OrderPlacing placing,
        CancellationToken ct
    ) =>
        posts.AnswerAsync(
            context,
            async (call, body, errors) =>
                await reading.ReadAsync(body, call.ClientId, errors, ct) is { } draft
                    ? placing.Prepare(draft, call)
                    : posts.Refusal(call, ApiProblem.Invalid(errors)),
            new PostRules(Grouped: true),
            ct
        );

    private static async Task<IResult> ReadAsync(
        string id,
        HttpContext context,
        HubStore store,
        ReferenceCatalogue catalogue,
        CancellationToken ct
    )
    {
        var order = await store.ReadAsync(db => FindAsync(db, context.User.ClientId(), id, ct));
        if (order is null)
        {
            return PortalAnswer.Of(
                ApiProblem.NotFound("order_not_found"),
                ApiLanguage.Of(context.Request),
                catalogue.Texts
            );
        }

        var answer = PortalAnswer.Of(StatusCodes.Status200OK, OrderView.Of(order, catalogue));
        return WithTag(answer, context.Request);
    }

    private static async Task<IResult> ListAsync(
        HttpContext context,
        HubStore store,
        ReferenceCatalogue catalogue,
        CancellationToken ct
    )
    {
        var query = new QueryReader(context.Request.Query);
        var filter = OrderFilter.Read(query);
        if (query.Errors.Count > 0)
        {
            return PortalAnswer.Of(
                ApiProblem.BadQuery(query.Errors),
                ApiLanguage.Of(context.Request),
                catalogue.Texts
            );
        }

        var orders = await store.ReadAsync(db => filter.FindAsync(db, context.User.ClientId(), ct));
        var page = orders.Take(filter.Limit).ToList();
        return PortalAnswer.Of(
            StatusCodes.Status200OK,
            new OrderPage(
                [.. page.Select(order => OrderView.Of(order, catalogue))],
                orders.Count > page.Count ? OrderCursor.Of(page[^1]).ToString() : null
            )
        );
    }

    // The tag is the hash of what would be sent: whatever a portal sees of an order is in it.
    private static PortalAnswer WithTag(PortalAnswer answer, HttpRequest request)
    {
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(answer.Body))[..32]}\"";
        var known = request
            .GetTypedHeaders()
            .IfNoneMatch.Any(known => known.Tag.Value is "*" || known.Tag.Value == tag);
        var headers = new Dictionary<string, string>(answer.Headers) { ["ETag"] = tag };
        return known
            ? new PortalAnswer(StatusCodes.Status304NotModified, [])
            {
                Headers = new Dictionary<string, string> { ["ETag"] = tag },
            }
            : answer with
            {
                Headers = headers,
            };
    }
}
