namespace Hub.Api;

/// <summary>How the hub is, for portals that show it to people: public, and without anything about anybody's order.</summary>
internal static class StatusApi
{
    /// <summary>The address, below no version: it says how the hub is, not one of its interfaces.</summary>
    public const string Path = "/status";

    /// <summary>Maps <c>/status</c>.</summary>
    public static void MapStatus(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, ReadAsync).WithName("readStatus").AllowAnonymous();

    private static async Task<IResult> ReadAsync(ServiceStatus status, CancellationToken ct)
    {
        var view = await status.ReadAsync(ct);
        return PortalAnswer.Of(
            view.Components.Store == ServiceStatus.Down
                ? StatusCodes.Status503ServiceUnavailable
                : StatusCodes.Status200OK,
            view,
            ("Cache-Control", $"public, max-age={ServiceStatus.Fresh.Seconds}")
        );
    }
}

/// <summary>How the hub is.</summary>
/// <param name="Status"><c>ok</c>, <c>degraded</c>, or <c>down</c>: calls fail and may be sent again.</param>
/// <param name="Disturbed">Bureaus, <c>cmi</c>, <c>agency</c>, <c>sms-payment</c>, <c>post</c>, <c>mail</c>, <c>sms</c>: who does not answer at the moment; their orders wait and lose nothing.</param>
/// <param name="Bureaus">Bureaus with open requests, or with answers of the last weeks.</param>
public sealed record StatusView(
    string Status,
    StatusComponents Components,
    IReadOnlyList<string> Disturbed,
    IReadOnlyList<BureauDelay> Bureaus,
    DateTimeOffset AsOf
);

/// <summary>The parts of the hub and those it leans on: <c>ok</c>, or how they are not.</summary>
/// <param name="Store"><c>ok</c> or <c>down</c>.</param>
/// <param name="Engine"><c>ok</c> or <c>late</c>: orders move later than they could.</param>
/// <param name="Payments">The interface of the gateway and of the other ways to pay; citizens may be able to pay all the same. <c>ok</c> or <c>disturbed</c>, as the rest.</param>
/// <param name="Post">The exchange of files with the post.</param>
/// <param name="Email">Letters to citizens by e-mail.</param>
/// <param name="Sms">Short messages to citizens.</param>
/// <param name="Bureaus"><c>disturbed</c> when any bureau's system does not answer; which one is in <c>disturbed</c>.</param>
public sealed record StatusComponents(
    string Store,
    string Engine,
    string Payments,
    string Post,
    string Email,
    string Sms,
    string Bureaus
);

/// <summary>How long a bureau takes at present.</summary>
/// <param name="Open">Requests it has still to answer.</param>
/// <param name="OldestOpenedAt">Since when the oldest of them waits; absent when none does.</param>
/// <param name="AnsweredInHours">
/// Hours of the clock in which it answered half of its last requests; absent when it answered none in the last weeks.
/// </param>
public sealed record BureauDelay(
    string Code,
    string Name,
    int Open,
    DateTimeOffset? OldestOpenedAt,
    double? AnsweredInHours
);
