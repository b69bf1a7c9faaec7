using System.Security.Cryptography;
using System.Text;
using Hub.Catalogue;
using Hub.Orders;
using Hub.Portal;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Api;

/// <summary>What happened to an order: for its portal by id, for everybody by tracking number and e-mail.</summary>
internal static class TimelineApi
{
    private const int MaxTrackingNumber = 40;
    private const int MaxEmail = 254;

    /// <summary>Maps <c>/orders/{id}/timeline</c> and <c>/tracking</c>.</summary>
    public static void MapTimeline(this IEndpointRouteBuilder api)
    {
        api.MapGet("/orders/{id}/timeline", ReadAsync)
            .WithName("readTimeline")
            .RequireScope(PortalScopes.ReadOrders);
        api.MapPost("/tracking", TrackAsync).WithName("trackOrder").RequireScope(PortalScopes.Track);
    }

    private static async Task<IResult> ReadAsync(
        string id,
        HttpContext context,
        HubStore store,
        ReferenceCatalogue catalogue,
        CancellationToken ct
    )
    {
        var history = await store.ReadAsync(async db =>
            await OrdersApi.FindAsync(db, context.User.ClientId(), id, ct) is { } order
                ? await OrderHistory.ReadAsync(db, order, ct)
                : null
        );
        return history is null
            ? PortalAnswer.Of(
                ApiProblem.NotFound("order_not_found"),
                ApiLanguage.Of(context.Request),
                catalogue.Texts
            )
            : PortalAnswer.Of(StatusCodes.Status200OK, TimelineView.Of(history, catalogue, store.Now));
    }

    private static Task<IResult> TrackAsync(
        HttpContext context,
        PortalPosts posts,
        HubStore store,
        ReferenceCatalogue catalogue,
        CancellationToken ct
    ) =>
        posts.AnswerAsync(
            context,
            async (call, body, errors) =>
            {
                var number = body.Text("trackingNumber", MaxTrackingNumber)?.ToUpperInvariant();
                var email = body.Text("email", MaxEmail);
                body.RefuseOthers();
                var found = errors.Any
                    ? null
                    : await store.ReadAsync(db => FindAsync(db, number!, email!, ct));
                // One answer for a number that does not exist and for one that is somebody else's.
                return found is null
                    ? posts.Refusal(call, ApiProblem.NotFound("tracking_not_found"))
                    : (_, _) =>
                        Task.FromResult(
                            PortalAnswer.Of(
                                StatusCodes.Status200OK,
                                TimelineView.Of(found, catalogue, store.Now) with
                                {
                                    OrderId = null,
                                }
                            )
                        );
            },
            new PostRules(Grouped: true, Archived: false),
            ct
        );

    private static async Task<OrderHistory?> FindAsync(
        HubDb db,
        string trackingNumber,
        string email,
        CancellationToken ct
    )
    {
        var order = await db.Orders.FirstOrDefaultAsync(o => o.TrackingNumber == trackingNumber, ct);
        return IsSame(order?.Requester.Email ?? "", email)
            ? await OrderHistory.ReadAsync(db, order!, ct)
            : null;
    }

    // Compared for nobody, too, and as hashes of one length: how long it takes tells nothing of either address.
    private static bool IsSame(string email, string given) =>
        CryptographicOperations.FixedTimeEquals(HashOf(email), HashOf(given)) && email.Length > 0;

    private static byte[] HashOf(string email) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(email.ToUpperInvariant()));
}

/// <summary>Who wants to know of which order.</summary>
/// <param name="Email">The address the order was placed with.</param>
public sealed record TrackingRequest(string TrackingNumber, string Email);
