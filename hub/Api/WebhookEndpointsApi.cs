using Hub.Announcements;
using Hub.Api.Reading;
using Hub.Orders;
using Hub.Portal;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Api;

/// <summary>Where a portal wants its events posted.</summary>
internal static class WebhookEndpointsApi
{
    private const int MaxUrlLength = 500;
    private const int MaxTypes = 40;
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    private static readonly string[] EventTypes =
    [
        .. Enum.GetValues<OrderState>()
            .Select(state => state.ToEventType())
            .OfType<string>()
            .Append("order.payment_failed")
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Maps <c>/webhook-endpoints</c>.</summary>
    public static void MapWebhookEndpoints(this IEndpointRouteBuilder api)
    {
        var endpoints = api.MapGroup("/webhook-endpoints");
        endpoints.MapGet("/", ListAsync).WithName("listWebhookEndpoints").RequireScope(Scope);
        endpoints.MapPost("/", AddAsync).WithName("addWebhookEndpoint").RequireScope(Scope);
        endpoints
            .MapPost("/{id}/rotate-secret", RotateAsync)
            .WithName("rotateWebhookSecret")
            .RequireScope(Scope);
        endpoints.MapDelete("/{id}", RemoveAsync).WithName("removeWebhookEndpoint").RequireScope(Scope);
    }

    private static string Scope => PortalScopes.ManageWebhooks;

    private static async Task<IResult> ListAsync(
        HttpContext context,
        HubStore store,
        Catalogue.ReferenceCatalogue catalogue,
        CancellationToken ct
    )
    {
        var query = new QueryReader(context.Request.Query);
        var limit = query.Limit(DefaultLimit, MaxLimit);
        var client = context.User.ClientId();
        var (endpoints, health) = await store.ReadAsync(async db =>
            (
                await db
                    .WebhookEndpoints.Where(e => e.ClientId == client)
                    .OrderBy(e => e.CreatedAt)
                    .ThenBy(e => e.Id)
                    .ToListAsync(ct),
                await EndpointHealth.ReadAsync(db, client, ct)
            )
        );
        // A client has some ten of them: a page is cut from all.
        var before =
            query.Value<int?>(
                "after",
                "cursor_unknown",
                id => endpoints.FindIndex(e => e.Id == id) is var place and >= 0 ? place : null
            ) ?? -1;
        if (query.Errors.Count > 0)
        {
            return PortalAnswer.Of(
                ApiProblem.BadQuery(query.Errors),
                ApiLanguage.Of(context.Request),
                catalogue.Texts
            );
        }

        var page = endpoints.Skip(before + 1).Take(limit).ToList();
        return PortalAnswer.Of(
            StatusCodes.Status200OK,
            new WebhookEndpointList(
                [.. page.Select(e => WebhookEndpointView.Of(e, health.GetValueOrDefault(e.Id)))],
                before + 1 + page.Count < endpoints.Count ? page[^1].Id : null
            )
        );
    }

    private static Task<IResult> AddAsync(
        HttpContext context,
        PortalPosts posts,
        AddWebhookEndpoint add,
        CancellationToken ct
    ) =>
        posts.AnswerAsync(
            context,
            (call, body, errors) =>
            {
                var url = body.Text("url", MaxUrlLength);
                var types = body.Texts("types", MaxTypes, required: false);
                foreach (var (index, _) in types.Where(type => !EventTypes.Contains(type.Text)))
                {
                    body.RefuseItem(
                        "types",
                        index,
                        "choice_unknown",
                        ("choices", string.Join(", ", EventTypes))
                    );
                }

                body.RefuseOthers();
                return Task.FromResult<PortalEffect>(
                    async (session, token) =>
                        await add.RunAsync(
                            call.ClientId,
                            url!,
                            [.. types.Select(type => type.Text)],
                            session,
                            token
                        ) switch
                        {
                            AddEndpointResult.Added added => PortalAnswer.Of(
                                StatusCodes.Status201Created,
                                WebhookEndpointView.Of(added.Shown.Endpoint, null, added.Shown.Secret)
                            ),
                            var refused => await posts.Refusal(call, ToProblem(refused, errors))(
                                session,
                                token
                            ),
                        }
                );
            },
            // The secret is in the answer, and only there: the body is no evidence of anything.
            new PostRules(Archived: false),
            ct
        );

    private static ApiProblem ToProblem(AddEndpointResult result, Reading.FieldErrors errors)
    {
        if (result is AddEndpointResult.Full full)
        {
            return ApiProblem.Conflict("too_many_endpoints") with
            {
                Values = [("max", full.Limit.ToString(System.Globalization.CultureInfo.InvariantCulture))],
            };
        }

        errors.Add("/url", ((AddEndpointResult.Refused)result).Code);
        return ApiProblem.Invalid(errors);
    }

    private static Task<IResult> RotateAsync(
        string id,
        HttpContext context,
        PortalPosts posts,
        RotateWebhookSecret rotate,
        CancellationToken ct
    ) =>
        posts.AnswerAsync(
            context,
            (call, body, _) =>
            {
                body.RefuseOthers();
                return Task.FromResult<PortalEffect>(
                    async (session, token) =>
                        await rotate.RunAsync(call.ClientId, id, session, token) is { } shown
                            ? PortalAnswer.Of(
                                StatusCodes.Status200OK,
                                WebhookEndpointView.Of(shown.Endpoint, null, shown.Secret)
                            )
                            : await posts.Refusal(call, ApiProblem.NotFound("endpoint_not_found"))(
                                session,
                                token
                            )
                );
            },
            new PostRules(Archived: false, BodyOptional: true),
            ct
        );

    private static async Task<IResult> RemoveAsync(
        string id,
        HttpContext context,
        HubStore store,
        Catalogue.ReferenceCatalogue catalogue,
        CancellationToken ct
    )
    {
        var client = context.User.ClientId();
        return await store.WriteAsync(session => RemoveWebhookEndpoint.RunAsync(client, id, session, ct), ct)
            ? TypedResults.NoContent()
            : PortalAnswer.Of(
                ApiProblem.NotFound("endpoint_not_found"),
                ApiLanguage.Of(context.Request),
                catalogue.Texts
            );
    }
}

/// <summary>What a portal says of an endpoint.</summary>
/// <param name="Url">HTTPS, public.</param>
/// <param name="Types">The event types wanted; none: all.</param>
public sealed record WebhookEndpointRequest(string Url, IReadOnlyList<string>? Types);

/// <summary>A portal's endpoints, oldest first.</summary>
/// <param name="Next">Give it as <c>after</c> to go on; absent on the last page.</param>
public sealed record WebhookEndpointList(IReadOnlyList<WebhookEndpointView> Endpoints, string? Next);

/// <summary>An endpoint as its portal sees it.</summary>
/// <param name="State"><c>active</c>, <c>failing</c> or <c>disabled</c>.</param>
/// <param name="LastDeliveredAt">When it last took an event, to the minute; absent when it never did.</param>
/// <param name="Waiting">Events not yet delivered to it.</param>
/// <param name="NextTryAt">When it is tried next; absent when nothing waits.</param>
/// <param name="LastError">What the last failed try of a waiting event said.</param>
/// <param name="Secret">Shown once: when the endpoint is made or its secret is changed.</param>
public sealed record WebhookEndpointView(
    string Id,
    string Url,
    IReadOnlyList<string> Types,
    string State,
    DateTimeOffset StateSince,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastDeliveredAt,
    int Waiting,
    DateTimeOffset? NextTryAt,
    string? LastError,
    string? Secret
)
{
    internal static WebhookEndpointView Of(
        WebhookEndpoint endpoint,
        EndpointHealth? health,
        string? secret = null
    ) =>
        new(
            endpoint.Id,
            endpoint.Url,
            endpoint.Types,
            endpoint.State.ToString().ToLowerInvariant(),
            endpoint.StateSince,
            endpoint.CreatedAt,
            endpoint.LastDeliveredAt,
            health?.Waiting ?? 0,
            health?.NextTryAt,
            health?.LastError,
            secret
        );
}
