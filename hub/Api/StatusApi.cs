namespace Hub.Api;

/// <summary>How the hub is, for portals that show it to people: public, and without anything about anybody's order.</summary>
internal static class StatusApi
{
    /// <summary>The address, below no version: it says how the hub is, not one of its interfaces.</summary>
    public const string Path = "/status";

    /// <summary>Maps <c>/status</c>.</summary>
    public static void MapStatus(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, ReadAsync).WithName("readStatus").AllowAnonymous();

    private static async Task<IResult> ReadAsync(ServiceStatus status, CancellationToken ct) =>
        PortalAnswer.Of(
            StatusCodes.Status200OK,
            await status.ReadAsync(ct),
            ("Cache-Control", $"public, max-age={ServiceStatus.Fresh.Seconds}")
        );
}

/// <summary>How the hub is.</summary>
/// <param name="Status"><c>ok</c> or <c>degraded</c>.</param>
/// <param name="Disturbed">Partners that do not answer at the moment; their orders wait and lose nothing.</param>
/// <param name="Bureaus">Bureaus with open requests.</param>
public sealed record StatusView(
    string Status,
    StatusComponents Components,
    IReadOnlyList<string> Disturbed,
    IReadOnlyList<BureauDelay> Bureaus,
    DateTimeOffset AsOf
);

/// <summary>The parts of the hub: <c>ok</c> or <c>late</c>.</summary>
public sealed record StatusComponents(string Store, string Engine);

/// <summary>What a bureau has still to answer.</summary>
public sealed record BureauDelay(string Code, string Name, int Open, DateTimeOffset OldestOpenedAt);
