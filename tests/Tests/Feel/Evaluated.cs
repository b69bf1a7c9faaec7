using NodaTime;
using Workflows.Feel;
using Workflows.Time;

namespace Tests.Feel;

/// <summary>Evaluates FEEL texts at noon of 22 November 2026 in Casablanca.</summary>
internal static class Evaluated
{
    public static readonly DateTimeZone Casablanca = DateTimeZoneProviders.Tzdb["Africa/Casablanca"];

    public static FeelEnvironment Environment(params WorkingCalendar[] calendars) =>
        new(Instant.FromUtc(2026, 11, 22, 12, 0), Casablanca) { Calendars = new WorkingCalendars(calendars) };

    public static FeelExpression Parse(string source, FeelDialect dialect = FeelDialect.Camunda) =>
        FeelExpression.Parse(source, dialect) is FeelParse.Parsed parsed
            ? parsed.Expression
            : throw new InvalidOperationException(
                $"'{source}' should be FEEL: {Problems(source, dialect)[0]}"
            );

    public static IReadOnlyList<FeelProblem> Problems(
        string source,
        FeelDialect dialect = FeelDialect.Camunda
    ) => FeelExpression.Parse(source, dialect) is FeelParse.Refused refused ? refused.Problems : [];

    public static FeelValue Of(
        string source,
        FeelContext? variables = null,
        FeelEnvironment? environment = null
    ) => Parse(source).Evaluate(variables ?? FeelContext.Empty, environment ?? Environment());

    /// <summary>The value of a DMN expression whose names are known and may hold spaces.</summary>
    public static FeelValue Dmn(string source, FeelContext variables) =>
        FeelExpression.Parse(source, FeelDialect.Dmn, new FeelNames(variables.Keys))
            is FeelParse.Parsed parsed
            ? parsed.Expression.Evaluate(variables, Environment())
            : throw new InvalidOperationException($"'{source}' should be FEEL.");

    /// <summary>The literal text of the value: what a table of expectations can hold.</summary>
    public static string Text(string source) => Of(source).ToString();
}
