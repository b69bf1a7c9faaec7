namespace Hub.Desk;

/// <summary>Wiring of what people do.</summary>
internal static class DeskRegistration
{
    /// <summary>Adds the use cases of desks.</summary>
    public static IServiceCollection AddDesk(this IServiceCollection services)
    {
        services.AddSingleton<ListTasks>();
        services.AddSingleton<ClaimTask>();
        services.AddSingleton<ReleaseTask>();
        services.AddSingleton<AnswerRequest>();
        services.AddSingleton<CompleteTask>();
        services.AddSingleton<DayList>();
        services.AddSingleton<PrintSlips>();
        services.AddSingleton<ReceiveAnswerSheet>();
        return services;
    }
}
