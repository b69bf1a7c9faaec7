using Hub.Api.Docs;
using Hub.Api.Reading;
using Hub.Api.Tokens;
using Microsoft.AspNetCore.Authentication;

namespace Hub.Api;

/// <summary>The portals' API as a whole: <c>/api/v1</c>, one file per resource (protocols.md §1).</summary>
internal static class PortalApi
{
    /// <summary>Adds what reads and answers portals' calls.</summary>
    public static IServiceCollection AddPortalApi(this IServiceCollection services)
    {
        services
            .AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, PortalKeyScheme>(PortalKeyScheme.Name, null);
        services.AddSingleton<RefusedCalls>();
        services.AddSingleton<AnswerOnce>();
        services.AddSingleton<PortalPosts>();
        services.AddSingleton<OrderReading>();
        services.AddSingleton<OrderPlacing>();
        services.AddSingleton<ServiceStatus>();
        return services.AddPortalTokens().AddPortalLimits().AddPortalDocument();
    }

    /// <summary>Maps every resource.</summary>
    public static void MapPortalApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").DisableAntiforgery();
        api.CountCalls();
        api.MapOrders();
        api.MapTimeline();
        api.MapCorrections();
        api.MapPaymentAttempts();
        api.MapAttachments();
        api.MapBureaus();
        api.MapQuotes();
        api.MapWebhookEndpoints();
        api.MapEvents();
        routes.MapPayments();
        routes.MapPaymentReturn();
        routes.MapStatus();
        routes.MapPortalDocument();
    }
}
