namespace Hub.Calendars;

/// <summary>Wiring of announced days and of the deadlines that follow them.</summary>
internal static class CalendarsRegistration
{
    /// <summary>Adds the announcements and the watch over all calendars.</summary>
    public static IServiceCollection AddCalendars(this IServiceCollection services)
    {
        services.AddSingleton<AnnounceDay>();
        services.AddSingleton<AnnouncePeriod>();
        services.AddSingleton<BusinessDeadlines>();
        services.AddSingleton<ProcessDeadlines>();
        services.AddSingleton<ReckonDeadlines>();
        services.AddHostedService<CalendarWatch>();
        return services;
    }
}
