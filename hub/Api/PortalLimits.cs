using System.Threading.RateLimiting;
using Hub.Catalogue;
using Hub.Portal;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Hub.Api;

/// <summary>
/// How often one portal may call: each client has a bucket of calls that fills again at a steady pace, so that one portal's
/// fault does not become everybody's wait. Each node counts for itself, on the machine's clock.
/// </summary>
internal static class PortalLimits
{
    private const string Policy = "portal-client";
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>Adds the buckets.</summary>
    public static IServiceCollection AddPortalLimits(this IServiceCollection services) =>
        services.AddRateLimiter(limiter =>
        {
            limiter.AddPolicy(Policy, BucketOf);
            limiter.OnRejected = AnswerAsync;
        });

    /// <summary>The calls of this group count.</summary>
    public static void CountCalls(this RouteGroupBuilder api) => api.RequireRateLimiting(Policy);

    private static RateLimitPartition<string> BucketOf(HttpContext context)
    {
        // Who has no key is refused before anything is done for him, and has no bucket to empty.
        if (context.User.FindFirst(PortalClaims.Client)?.Value is not { } client)
        {
            return RateLimitPartition.GetNoLimiter("");
        }

        var limits = context.RequestServices.GetRequiredService<IOptions<PortalOptions>>().Value;
        return RateLimitPartition.GetTokenBucketLimiter(
            client,
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = limits.CallsAtOnce,
                TokensPerPeriod = limits.CallsPerSecond,
                ReplenishmentPeriod = Pace,
                QueueLimit = 0,
            }
        );
    }

    private static async ValueTask AnswerAsync(OnRejectedContext rejected, CancellationToken ct)
    {
        var context = rejected.HttpContext;
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? told : Pace;
        var problem = new ApiProblem(StatusCodes.Status429TooManyRequests, "too_many_requests")
        {
            RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)),
        };
        context.RequestServices.GetRequiredService<RefusedCalls>().Count(problem.Code);
        var catalogue = context.RequestServices.GetRequiredService<ReferenceCatalogue>();
        await PortalAnswer
            .Of(problem, ApiLanguage.Of(context.Request), catalogue.Texts)
            .ExecuteAsync(context);
    }
}
