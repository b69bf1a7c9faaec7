using NodaTime;
using Workflows.Bpmn;
using Workflows.Engine.Elements;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>
/// The pure step: state + trigger → state + commands. No clock, no store, no network; the same calls give the same answers.
/// The state is moved in place.
/// </summary>
public sealed class ProcessEngine(EngineEnvironment environment)
{
    /// <summary>What begins instances by itself: times, signals, conditions.</summary>
    public StartTimers StartTimers { get; } = new(environment);

    /// <summary>
    /// Lets an instance hear one trigger and runs it to its next waits. A trigger whose wait is gone is refused and changes
    /// nothing. An exception is a bug.
    /// </summary>
    public StepResult Advance(ProcessState state, Trigger trigger, Instant now)
    {
        var execution = new Execution(state, environment, now);
        var refused = Hear(execution, trigger);
        if (refused is null)
        {
            // A suspended instance holds still, whatever a person changes in it.
            if (!state.IsSuspended)
            {
                execution.Run();
            }

            Suspension.HearDeferred(execution, Hear);
        }

        return execution.Result(refused);
    }

    /// <summary>
    /// Moves an instance to another version of its process: all of it or, with every reason, nothing (language.md §2.12).
    /// </summary>
    public MigrationResult Migrate(
        ProcessState state,
        ProcessDefinition target,
        MigrationPlan plan,
        Instant now
    ) => Migration.Run(state, target, plan, environment, now);

    /// <summary>
    /// What an expression gives in a scope of the instance right now, and what FEEL says about it; null when there is no such
    /// scope. Nothing changes.
    /// </summary>
    public ScopeValue? Evaluate(
        ProcessState state,
        int elementInstance,
        FeelExpression expression,
        Instant now
    )
    {
        if (state.Find(elementInstance) is not { } instance)
        {
            return null;
        }

        var feel = environment.At(now);
        var value = expression.Evaluate(new VariableScope(instance), feel);
        return new ScopeValue(value, [.. feel.Warnings.Select(w => w.ToString())]);
    }

    private static string? Hear(Execution execution, Trigger trigger)
    {
        var status = execution.State.Status;
        return
            trigger switch
            {
                Trigger.Start start when status == ProcessStatus.New => Start(execution, start),
                Trigger.Start => "The instance has begun already.",
                _ when status != ProcessStatus.Active => "The instance has ended.",
                Trigger.Suspend => Suspension.Suspend(execution),
                Trigger.Resume => Suspension.Resume(execution),
                _ when execution.State.IsSuspended
                        && trigger is not (Trigger.Cancel or Trigger.VariablesSet) => Suspension.Defer(
                    execution,
                    trigger
                ),
                Trigger.Modify t => Modification.Run(execution, t),
                Trigger.ElementsActivated t => ActivateElements(execution, t),
                Trigger.IncidentResolved t => Resolve(execution, t),
                Trigger.VariablesSet t => SetVariables(execution, t),
                Trigger.CalendarsChanged t => Deadlines.Reckon(execution, t.Cause),
                Trigger.Cancel => Cancel(execution),
                _ => Hearing.Event(execution, trigger) ?? Hearing.Answer(execution, trigger),
            }
                is { Length: > 0 } refused
            ? refused
            : null;
    }

    private static string? Start(Execution execution, Trigger.Start start)
    {
        var definition = execution.Definition;
        var wait = start.StartElementId is { } id ? definition.Starts.FirstOrDefault(w => w.Id == id) : null;
        var isNone =
            start.StartElementId is null
            || definition.Find(start.StartElementId)?.Index == definition.Root.NoneStart;
        if (wait is null && (!isNone || definition.Root.NoneStart < 0))
        {
            return "The process has no such start event.";
        }

        var details = FeelContext.Empty.With("called", start.Called);
        if (wait is not null)
        {
            var carried = FeelValue.From(Variables.AsJson(start.Variables));
            details = details.With("begin", wait.Id).With("results", carried);
        }

        var root = execution.Add(null, definition.Root, InstanceRole.Plain, 0, details, []);
        execution.SetVariables(root, wait is null ? start.Variables : FeelContext.Empty);
        execution.Enter(root);
        return null;
    }

    private static string? ActivateElements(Execution execution, Trigger.ElementsActivated t) =>
        execution.State.Find(t.ElementInstance)
            is { Element.Kind: ElementKind.AdHocSubProcess, Loop: not null, IsInterrupted: false } adHoc
        && Hearing.IsAtRest(adHoc)
        && (!t.IsJobDone || AdHocSubProcessBehavior.HasOpenJob(adHoc))
            ? AdHocSubProcessBehavior.Activate(execution, adHoc, t)
            : "There is no ad-hoc subprocess here that waits for this.";

    private static string? Resolve(Execution execution, Trigger.IncidentResolved resolved)
    {
        if (execution.State.Find(resolved.ElementInstance) is not { Incident: not null } instance)
        {
            return "There is no incident here.";
        }

        execution.Retries = resolved.Retries;
        execution.CloseIncident(instance);
        if (instance.Listener > 0)
        {
            Listeners.Reopen(execution, instance);
        }
        else if (instance.Stage == InstanceStage.Completing)
        {
            execution.Complete(instance, instance.Results);
        }
        else if (instance.Stage == InstanceStage.Activating)
        {
            execution.Enter(instance);
        }
        else
        {
            execution.Reopen(instance);
        }

        return null;
    }

    private static string? SetVariables(Execution execution, Trigger.VariablesSet set)
    {
        if (execution.State.Find(set.ElementInstance) is not { } instance)
        {
            return "There is no such scope.";
        }

        execution.SetVariables(instance, set.Variables);
        return null;
    }

    private static string? Cancel(Execution execution)
    {
        execution.Terminate(execution.State.Instances[0]);
        execution.Finish(new ProcessOutcome.Terminated());
        return null;
    }
}

/// <summary>What an expression gave, and what FEEL warned of.</summary>
public sealed record ScopeValue(FeelValue Value, IReadOnlyList<string> Warnings);
