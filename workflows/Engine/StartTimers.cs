using NodaTime;
using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>
/// What begins instances from outside: times (R54, R55), names of messages and signals (R29), conditions. No variables of an
/// instance exist yet: only the clock and the calendars.
/// </summary>
public sealed class StartTimers
{
    private readonly EngineEnvironment environment;

    internal StartTimers(EngineEnvironment environment) => this.environment = environment;

    /// <summary>The first firing, seen from the deployment at <paramref name="now"/>; null when the value is no time.</summary>
    public StartTimer? First(StartWait start, Instant now)
    {
        try
        {
            var (dueAt, repetitions) = new Expressions(environment.At(now)).Timer(
                start.Timer!,
                now,
                FeelContext.Empty
            );
            return new StartTimer(dueAt, repetitions);
        }
        catch (IncidentRaised)
        {
            return null;
        }
    }

    /// <summary>The name of the message or signal that begins an instance; null when the expression gives none.</summary>
    public string? NameOf(StartWait start, Instant now)
    {
        var name = start.Definition.Signal ?? start.Message!.Name;
        return
            new Expressions(environment.At(now)).Any(name, FeelContext.Empty).TryGetString(out var text)
            && text.Length > 0
            ? text
            : null;
    }

    /// <summary>The conditions of a process that hold for variables somebody outside has: each begins an instance.</summary>
    public IEnumerable<StartWait> Holding(ProcessDefinition process, FeelContext variables, Instant now) =>
        process.ConditionalStarts.Where(start =>
            new Expressions(environment.At(now)).Any(start.Definition.Condition!.Expression, variables).IsTrue
        );

    /// <summary>The next firing, counted from when this one was due, so that it does not drift; null when it was the last.</summary>
    public StartTimer? Next(StartWait start, StartTimer fired, Instant now)
    {
        if (start.Timer is not { Kind: TimerKind.Cycle } timer || fired.Left == 1)
        {
            return null;
        }

        var feel = environment.At(fired.DueAt);
        var value = new Expressions(feel).Any(timer.Value, FeelContext.Empty);
        return TimerValues.Next(fired.DueAt, now, value, feel) is { } next
            ? new StartTimer(next, fired.Left < 0 ? fired.Left : fired.Left - 1)
            : null;
    }
}

/// <summary>One firing of a timer start event.</summary>
/// <param name="DueAt">The moment.</param>
/// <param name="Left">Firings left, this one included; −1 without end.</param>
public readonly record struct StartTimer(Instant DueAt, int Left);
