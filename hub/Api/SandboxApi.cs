using System.Globalization;
using Hub.Api.Reading;
using Hub.Catalogue;
using Hub.Operations;
using Hub.Portal;

namespace Hub.Api;

/// <summary>The sandbox's own calls; mapped only where the clock is a stepped one, which production never has.</summary>
internal static class SandboxApi
{
    // What happens on the way is done, day by day: a year and a bit is more than any story needs at once.
    private const int LongestMoveDays = 400;
    private const int MaxBytes = 4 * 1024;
    private const int MaxTimeLength = 40;

    /// <summary>Maps `POST /sandbox/clock`. It never goes back, so that sending it again does nothing: it takes no key.</summary>
    public static void MapSandbox(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<SandboxClock>() is not null)
        {
            routes
                .MapPost("/sandbox/clock", MoveAsync)
                .WithName("moveClock")
                .DisableAntiforgery()
                .RequireScope(PortalScopes.MoveClock);
        }
    }

    private static async Task<IResult> MoveAsync(
        HttpContext context,
        SandboxClock clock,
        TimeProvider time,
        ReferenceCatalogue catalogue,
        CancellationToken ct
    )
    {
        var (move, problem) = await ReadAsync(context.Request, time.GetUtcNow(), ct);
        return move is null
            ? PortalAnswer.Of(problem!, ApiLanguage.Of(context.Request), catalogue.Texts)
            : PortalAnswer.Of(
                StatusCodes.Status200OK,
                move.Settle is false
                    ? await clock.MoveAsync(move.To, ct)
                    : await clock.AdvanceAsync(move.To, ct)
            );
    }

    private static async Task<(ClockMove? Move, ApiProblem? Problem)> ReadAsync(
        HttpRequest request,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        if (await PortalPosts.ReadUpToAsync(request, MaxBytes, ct) is not { } content)
        {
            return (null, PortalPosts.TooLarge(MaxBytes));
        }

        if (JsonBody.Read(content) is not JsonBody.Valid body)
        {
            return (null, PortalPosts.ToProblem((JsonBody.Refused)JsonBody.Read(content)));
        }

        var errors = new FieldErrors();
        var reader = FieldReader.Of(body.Root, errors);
        var to = reader.Moment("to", MaxTimeLength);
        var settle = reader.Flag("settle");
        if (to - now > TimeSpan.FromDays(LongestMoveDays))
        {
            reader.Refuse(
                "to",
                "time_too_far",
                ("days", LongestMoveDays.ToString(CultureInfo.InvariantCulture))
            );
        }

        reader.RefuseOthers();
        return errors.Any ? (null, ApiProblem.Invalid(errors)) : (new ClockMove(to!.Value, settle), null);
    }
}

/// <summary>Where to move the sandbox's clock.</summary>
/// <param name="To">The moment it shall show, at most 400 days ahead; it never goes back.</param>
/// <param name="Settle">True, or absent: answer only when everything due by then has been done.</param>
public sealed record ClockMove(DateTimeOffset To, bool? Settle);
