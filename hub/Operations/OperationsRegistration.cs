using Hub.Operations.Ledgers;
using Microsoft.Extensions.Options;

namespace Hub.Operations;

/// <summary>Wiring of the clock, the bells and the count of what is going on.</summary>
internal static class OperationsRegistration
{
    private static readonly PathString Sandbox = new("/sandbox");

    /// <summary>Adds the one injected clock and what goes with it.</summary>
    public static IServiceCollection AddOperations(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        var section = configuration.GetSection(ClockOptions.Section);
        services.AddOptions<ClockOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ClockOptions>, ClockOptionsValidator>();
        services.AddSingleton<Stillness>();
        services.AddSingleton<WakeUps>();
        services.AddSingleton<BalanceLedgers>();
        var clock = section.Get<ClockOptions>() ?? new ClockOptions();
        if (clock.Mode == "stepped")
        {
            var stepped = new SteppedClock(clock.Start ?? TimeProvider.System.GetUtcNow());
            services.AddSingleton(stepped);
            services.AddSingleton<TimeProvider>(stepped);
            services.AddSingleton<SandboxClock>();
        }
        else
        {
            services.AddSingleton(TimeProvider.System);
        }

        return services;
    }

    /// <summary>Counts every request as something going on, except those that ask whether anything is.</summary>
    public static IApplicationBuilder UseStillness(this IApplicationBuilder app)
    {
        var stillness = app.ApplicationServices.GetRequiredService<Stillness>();
        return app.Use(
            async (context, next) =>
            {
                if (
                    context.Request.Path.StartsWithSegments(Sandbox, StringComparison.Ordinal)
                    || context.WebSockets.IsWebSocketRequest
                )
                {
                    await next(context);
                    return;
                }

                using var busy = stillness.Busy();
                await next(context);
            }
        );
    }
}
