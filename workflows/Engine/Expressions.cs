using NodaTime;
using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>Evaluates a definition's expressions to the type that is needed there (R63); what does not fit is an incident.</summary>
internal sealed class Expressions(FeelEnvironment environment)
{
    /// <summary>The value, whatever it is; FEEL errors are null.</summary>
    public FeelValue Any(FeelExpression expression, IFeelScope scope) =>
        expression.Evaluate(scope, environment);

    /// <summary>The value of text or expression.</summary>
    public FeelValue Any(ValueExpression value, IFeelScope scope) =>
        value.Feel is null ? FeelValue.From(value.Source) : value.Feel.Evaluate(scope, environment);

    /// <summary>A condition: true or false, and nothing else.</summary>
    public bool Condition(FeelExpression expression, IFeelScope scope) =>
        Any(expression, scope).TryGetBoolean(out var holds)
            ? holds
            : throw Wrong(IncidentCodes.ConditionError, expression.Source, "true or false");

    /// <summary>A non-empty string: names, ids, types.</summary>
    public string Text(ValueExpression value, IFeelScope scope) =>
        Any(value, scope).TryGetString(out var text) && text.Length > 0
            ? text
            : throw Wrong(IncidentCodes.ExpressionError, value.Source, "a text");

    /// <summary>A string or null.</summary>
    public string? OptionalText(ValueExpression? value, IFeelScope scope)
    {
        var result = value is null ? FeelValue.Null : Any(value, scope);
        return result.IsNull ? null
            : result.TryGetString(out var text) ? text
            : throw Wrong(IncidentCodes.ExpressionError, value!.Source, "a text");
    }

    /// <summary>A list of strings; a text stands for a list separated by commas.</summary>
    public IReadOnlyList<string> Texts(ValueExpression? value, IFeelScope scope)
    {
        var result = value is null ? FeelValue.Null : Any(value, scope);
        if (result.IsNull)
        {
            return [];
        }

        if (result.TryGetString(out var text))
        {
            return text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        }

        if (result.TryGetList(out var list) && list.All(item => item.Kind == FeelKind.String))
        {
            return [.. list.Select(item => item.AsString())];
        }

        throw Wrong(IncidentCodes.ExpressionError, value!.Source, "a list of texts");
    }

    /// <summary>A whole number.</summary>
    public int Whole(ValueExpression value, IFeelScope scope)
    {
        var result = Any(value, scope);
        if (result.TryGetInt64(out var number) && number is >= 0 and <= int.MaxValue)
        {
            return (int)number;
        }

        return
            result.TryGetString(out var text)
            && int.TryParse(
                text,
                System.Globalization.NumberStyles.None,
                System.Globalization.CultureInfo.InvariantCulture,
                out var parsed
            )
            ? parsed
            : throw Wrong(IncidentCodes.ExpressionError, value.Source, "a whole number");
    }

    /// <summary>A correlation key: a string, or a number in its long form (R27).</summary>
    public string CorrelationKey(ValueExpression value, IFeelScope scope)
    {
        var result = Any(value, scope);
        return result.Kind is FeelKind.String or FeelKind.Number && result.ToText() is { Length: > 0 } key
            ? key
            : throw Wrong(IncidentCodes.ExpressionError, value.Source, "a text or number to correlate by");
    }

    /// <summary>When a timer fires first, and how often (R54–R56): −1 for ever, 1 once.</summary>
    public (Instant DueAt, int Repetitions) Timer(TimerDetails timer, Instant from, IFeelScope scope)
    {
        var value = Any(timer.Value, scope);
        return timer.Kind switch
        {
            TimerKind.Date => (
                TimerValues.Date(value, environment) ?? throw WrongTimer(timer, "a date and time"),
                1
            ),
            TimerKind.Duration => (
                TimerValues.After(from, value, environment) ?? throw WrongTimer(timer, "a duration"),
                1
            ),
            TimerKind.Cycle => TimerValues.Cycle(from, value, environment)
                ?? throw WrongTimer(timer, "a cycle such as R3/PT10H"),
        };
    }

    private IncidentRaised WrongTimer(TimerDetails timer, string wanted) =>
        Wrong(IncidentCodes.ExpressionError, timer.Value.Source, wanted);

    /// <summary>The incident of an expression that gave something else than was <paramref name="wanted"/>.</summary>
    public IncidentRaised Wrong(string code, string source, string wanted)
    {
        var warnings = string.Join("; ", environment.Warnings.TakeLast(3));
        var reason = warnings.Length == 0 ? "" : " " + warnings;
        return new IncidentRaised(code, $"\"{source}\" did not give {wanted}.{reason}");
    }
}
