using Hub.Operations;

namespace Hub.Api;

/// <summary>The sandbox's own calls; mapped only where the clock is a stepped one.</summary>
internal static class SandboxApi
{
    /// <summary>Maps `POST /sandbox/clock`.</summary>
    public static void MapSandbox(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<SandboxClock>() is not null)
        {
            routes.MapPost("/sandbox/clock", AdvanceAsync).ExcludeFromDescription();
        }
    }

    private static Task<SandboxTime> AdvanceAsync(ClockMove move, SandboxClock clock, CancellationToken ct) =>
        move.Settle ? clock.AdvanceAsync(move.To, ct) : clock.MoveAsync(move.To, ct);
}

/// <summary>Where to move the sandbox's clock.</summary>
/// <param name="To">The moment it shall show; it never goes back.</param>
/// <param name="Settle">Answer only when everything due by then has been done.</param>
public sealed record ClockMove(DateTimeOffset To, bool Settle = true);
