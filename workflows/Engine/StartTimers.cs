using NodaTime;
using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>When the timer start events of a process fire (R54, R55). No variables exist yet: only the clock and the calendars.</summary>
public sealed class StartTimers
{
    private readonly EngineEnvironment environment;

    internal StartTimers(EngineEnvironment environment) => this.environment = environment;

    /// <summary>The first firing, seen from the deployment at <paramref name="now"/>; null when the value is no time.</summary>
    public StartTimer? First(FlowElement start, Instant now)
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

    /// <summary>The next firing, counted from when this one was due, so that it does not drift; null when it was the last.</summary>
    public StartTimer? Next(FlowElement start, StartTimer fired)
    {
        if (start.Timer is not { Kind: TimerKind.Cycle } timer || fired.Left == 1)
        {
            return null;
        }

        var feel = environment.At(fired.DueAt);
        var value = new Expressions(feel).Any(timer.Value, FeelContext.Empty);
        return TimerValues.Next(fired.DueAt, value, feel) is { } next
            ? new StartTimer(next, fired.Left < 0 ? fired.Left : fired.Left - 1)
            : null;
    }
}

/// <summary>One firing of a timer start event.</summary>
/// <param name="DueAt">The moment.</param>
/// <param name="Left">Firings left, this one included; −1 without end.</param>
public readonly record struct StartTimer(Instant DueAt, int Left);
