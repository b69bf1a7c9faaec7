using System.Globalization;
using Hub.Announcements;
using Hub.Api.Reading;
using Hub.Catalogue;
using Hub.Portal;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Api;

/// <summary>The log of everything a portal was told: complete, in order, for portals that fetch or that missed a webhook.</summary>
internal static class EventsApi
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    /// <summary>Maps <c>/events</c>.</summary>
    public static void MapEvents(this IEndpointRouteBuilder api)
    {
        api.MapGet("/events", ListAsync).WithName("listEvents").RequireScope(PortalScopes.ReadEvents);
        api.MapPost("/events/{id}/redeliver", RedeliverAsync)
            .WithName("redeliverEvent")
            .RequireScope(PortalScopes.ManageWebhooks);
    }

    private static async Task<IResult> ListAsync(
        HttpContext context,
        HubStore store,
        ReferenceCatalogue catalogue,
        CancellationToken ct
    )
    {
        var query = new QueryReader(context.Request.Query);
        var limit = query.Limit(DefaultLimit, MaxLimit);
        var after = query.Value<long?>("after", "cursor_unknown", ReadSequence) ?? 0;
        if (query.Errors.Count > 0)
        {
            return PortalAnswer.Of(
                ApiProblem.BadQuery(query.Errors),
                ApiLanguage.Of(context.Request),
                catalogue.Texts
            );
        }

        var client = context.User.ClientId();
        var events = await store.ReadAsync(db =>
            db.PortalEvents.Where(e => e.ClientId == client && e.Sequence > after)
                .OrderBy(e => e.Sequence)
                .Take(limit)
                .ToListAsync(ct)
        );
        var last = events.Count > 0 ? events[^1].Sequence : after;
        return PortalAnswer.Of(
            StatusCodes.Status200OK,
            new EventPage([.. events.Select(PortalEventBody.Of)], last.ToString(CultureInfo.InvariantCulture))
        );
    }

    private static Task<IResult> RedeliverAsync(
        string id,
        HttpContext context,
        PortalPosts posts,
        CancellationToken ct
    ) =>
        posts.AnswerAsync(
            context,
            (call, body, _) =>
            {
                body.RefuseOthers();
                return Task.FromResult<PortalEffect>(
                    async (session, token) =>
                        await RedeliverEvent.RunAsync(call.ClientId, id, session, token) is { } deliveries
                            ? PortalAnswer.Of(StatusCodes.Status202Accepted, new Redelivery(id, deliveries))
                            : await posts.Refusal(call, ApiProblem.NotFound("event_not_found"))(
                                session,
                                token
                            )
                );
            },
            new PostRules(BodyOptional: true),
            ct
        );

    private static long? ReadSequence(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? sequence
            : null;
}

/// <summary>Events in the order of their sequence.</summary>
/// <param name="Next">Give it as <c>after</c> to hear what comes later; the same as before when nothing new has happened.</param>
public sealed record EventPage(IReadOnlyList<PortalEventBody> Events, string Next);

/// <summary>An event is delivered once more.</summary>
/// <param name="Deliveries">To how many endpoints.</param>
public sealed record Redelivery(string Id, int Deliveries);
