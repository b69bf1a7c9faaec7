using NodaTime;
using Workflows.Time;

namespace Tests.Time;

/// <summary>A calendar of the Moroccan administration for 2026, as decree 2-05-916 and announcements have it.</summary>
internal static class Calendars
{
    public static readonly DateTimeZone Casablanca = DateTimeZoneProviders.Tzdb["Africa/Casablanca"];

    private static readonly WeeklyHours Usual = WeeklyHours.MondayToFriday(
        new OpenHours(new LocalTime(8, 30), new LocalTime(12, 0)),
        new OpenHours(new LocalTime(12, 30), new LocalTime(16, 30))
    );

    private static readonly WeeklyHours Ramadan = WeeklyHours.MondayToFriday(
        new OpenHours(new LocalTime(9, 0), new LocalTime(15, 0))
    );

    public static WorkingCalendar Administration { get; } =
        new(
            "administration",
            Casablanca,
            Usual,
            [
                new SpecialPeriod(
                    "Ramadan 1447",
                    new LocalDate(2026, 2, 18),
                    new LocalDate(2026, 3, 19),
                    Ramadan,
                    CalendarStatus.Predicted,
                    "ministry of the digital transition"
                ),
            ],
            [
                new Holiday(
                    new LocalDate(2026, 1, 1),
                    "New Year",
                    CalendarStatus.Confirmed,
                    "decree 2-77-169"
                ),
                new Holiday(
                    new LocalDate(2026, 11, 6),
                    "Green March",
                    CalendarStatus.Confirmed,
                    "decree 2-77-169"
                ),
                new Holiday(
                    new LocalDate(2026, 11, 18),
                    "Independence",
                    CalendarStatus.Confirmed,
                    "decree 2-77-169"
                ),
            ]
        );

    /// <summary>Open at all times: what it counts is real time.</summary>
    public static WorkingCalendar RoundTheClock { get; } =
        new(
            "round-the-clock",
            Casablanca,
            new WeeklyHours(
                Enum.GetValues<IsoDayOfWeek>()
                    .Where(day => day != IsoDayOfWeek.None)
                    .ToDictionary(
                        day => day,
                        _ => (IReadOnlyList<OpenHours>)[new OpenHours(LocalTime.Midnight, LocalTime.Midnight)]
                    )
            ),
            [],
            []
        );

    public static Instant At(int year, int month, int day, int hour, int minute = 0) =>
        Casablanca.AtLeniently(new LocalDateTime(year, month, day, hour, minute)).ToInstant();
}
