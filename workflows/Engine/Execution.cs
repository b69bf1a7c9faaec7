using NodaTime;
using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>
/// One trigger at work: tokens move until every one of them waits. Tokens between elements exist only here; what outlives a
/// transition is in <see cref="ProcessState"/>.
/// </summary>
internal sealed class Execution
{
    private readonly Queue<Token> tokens = new();
    private readonly List<Command> commands = [];
    private readonly List<HistoryEvent> history = [];
    private readonly FeelEnvironment feel;
    private int activations;

    public Execution(ProcessState state, EngineEnvironment environment, Instant now)
    {
        State = state;
        Environment = environment;
        Now = now;
        feel = environment.At(now);
        Expressions = new Expressions(feel);
    }

    public ProcessState State { get; }
    public EngineEnvironment Environment { get; }
    public ProcessDefinition Definition => State.Definition;
    public Instant Now { get; }
    public Expressions Expressions { get; }
    public FeelEnvironment Feel => feel;

    /// <summary>What came of it.</summary>
    public StepResult Result(string? refusedBecause) =>
        refusedBecause is null
            ? new StepResult(State, commands, history, null)
            : new StepResult(State, [], [], refusedBecause);

    public void Emit(Command command) => commands.Add(command);

    public void Emit(IEnumerable<Command> many) => commands.AddRange(many);

    public void Note(ElementInstance instance, HistoryIntent intent) =>
        history.Add(new HistoryEvent(instance.Id, instance.Element.Id, intent));

    /// <summary>Evaluates as if it were <paramref name="then"/>, with the calendars of now.</summary>
    public Expressions ExpressionsAt(Instant then) => new(Environment.At(then));

    /// <summary>A moment out of what an expression gave, or null.</summary>
    public Instant? DateOf(FeelValue value) => TimerValues.Date(value, feel);

    /// <summary>The next moment of a cycle after one that was due.</summary>
    public Instant? NextOf(Instant due, FeelValue cycle) => TimerValues.Next(due, cycle, feel);

    /// <summary>Moves tokens until none is left to move; then lets the joins that can fire do so (R10).</summary>
    public void Run()
    {
        do
        {
            while (tokens.TryDequeue(out var token))
            {
                token.Scope.Tokens--;
                if (State.Find(token.Scope.Id) is not null)
                {
                    Joins.Arrive(this, token.Scope, token.Flow);
                    CompleteIfEmpty(token.Scope);
                }
            }
        } while (Joins.FireInclusive(this));
    }

    /// <summary>A token sets out along a flow.</summary>
    public void Take(ElementInstance scope, int flow)
    {
        history.Add(new HistoryEvent(scope.Id, Definition.Flows[flow].Id, HistoryIntent.SequenceFlowTaken));
        scope.Tokens++;
        tokens.Enqueue(new Token(scope, Definition.Flows[flow]));
    }

    /// <summary>An element begins in a scope.</summary>
    public ElementInstance Activate(ElementInstance? scope, FlowElement element)
    {
        var instance = State.Add(element, scope);
        Note(instance, HistoryIntent.Activated);
        if (++activations > Environment.MaxActivations)
        {
            instance.Stage = InstanceStage.Activating;
            RaiseIncident(
                instance,
                IncidentCodes.TooManySteps,
                $"One trigger activated more than {Environment.MaxActivations} elements: the definition runs in a circle."
            );
            return instance;
        }

        Enter(instance);
        return instance;
    }

    /// <summary>Sets an instance up: input mappings, boundary events, its own behaviour. A failure is an incident.</summary>
    public void Enter(ElementInstance instance)
    {
        instance.Stage = InstanceStage.Activating;
        var mark = commands.Count;
        try
        {
            Variables.MapInputs(instance, Expressions);
            if (instance.Element.Boundary.Count > 0)
            {
                Waits.Open(this, instance, BoundaryOf(instance));
            }

            instance.Stage = InstanceStage.Active;
            Behaviors.Of(instance.Element).Enter(this, instance);
        }
        catch (IncidentRaised incident)
        {
            // Nothing of a failed set-up is kept: resolving the incident begins again.
            commands.RemoveRange(mark, commands.Count - mark);
            instance.Stage = InstanceStage.Activating;
            RaiseIncident(instance, incident.Code, incident.Message);
        }
    }

    /// <summary>
    /// An element has what it waited for: output mappings, then its flows. <paramref name="flows"/> names the ones it takes;
    /// null = all that hold.
    /// </summary>
    public void Complete(ElementInstance instance, FeelContext results, IReadOnlyList<int>? flows = null)
    {
        instance.Stage = InstanceStage.Completing;
        IReadOnlyList<int> taken;
        try
        {
            taken = flows ?? OutgoingOf(instance);
            Variables.MapOutputs(instance, results, Expressions);
        }
        catch (IncidentRaised incident)
        {
            instance.Results = results;
            RaiseIncident(instance, incident.Code, incident.Message);
            return;
        }

        CloseIncident(instance);
        Waits.Close(this, instance, BoundaryOf(instance), null);
        Note(instance, HistoryIntent.Completed);
        State.Remove(instance);
        if (instance.Parent is not { } scope)
        {
            Finish(new ProcessOutcome.Completed(instance.Locals), ProcessStatus.Completed);
            return;
        }

        foreach (var flow in taken)
        {
            Take(scope, flow);
        }

        CompleteIfEmpty(scope);
    }

    /// <summary>An element is ended from outside, its children first (R12).</summary>
    public void Terminate(ElementInstance instance)
    {
        foreach (var child in State.Instances.Where(i => i.Parent == instance).Reverse().ToList())
        {
            Terminate(child);
        }

        Joins.Forget(this, instance);
        if (instance.Stage == InstanceStage.Active)
        {
            Behaviors.Of(instance.Element).Withdraw(this, instance);
        }

        if (instance.Stage != InstanceStage.Activating)
        {
            Waits.Close(this, instance, BoundaryOf(instance), null);
        }

        CloseIncident(instance);
        Note(instance, HistoryIntent.Terminated);
        State.Remove(instance);
    }

    /// <summary>An event-based gateway is left: its flow counts as taken although the event behind it has come already.</summary>
    public void CompleteGateway(ElementInstance gateway, int flow)
    {
        CloseIncident(gateway);
        Note(gateway, HistoryIntent.Completed);
        State.Remove(gateway);
        history.Add(
            new HistoryEvent(gateway.Parent!.Id, Definition.Flows[flow].Id, HistoryIntent.SequenceFlowTaken)
        );
    }

    /// <summary>An incident of something that waits outside is resolved: it is asked for again, its boundary events stay.</summary>
    public void Reopen(ElementInstance instance)
    {
        try
        {
            Behaviors.Of(instance.Element).Enter(this, instance);
        }
        catch (IncidentRaised incident)
        {
            RaiseIncident(instance, incident.Code, incident.Message);
        }
    }

    /// <summary>Tokens on their way in a scope vanish.</summary>
    public void DropTokens(ElementInstance scope)
    {
        for (var left = tokens.Count; left > 0; left--)
        {
            var token = tokens.Dequeue();
            if (token.Scope != scope)
            {
                tokens.Enqueue(token);
            }
        }

        scope.Tokens = 0;
    }

    /// <summary>A scope in which nothing lives and nothing moves is complete (R1).</summary>
    public void CompleteIfEmpty(ElementInstance scope)
    {
        if (
            scope is { LiveChildren: 0, Tokens: 0 }
            && State.Find(scope.Id) is not null
            && !Joins.AnyWaiting(this, scope)
        )
        {
            Complete(scope, FeelContext.Empty);
        }
    }

    /// <summary>The instance as a whole has ended.</summary>
    public void Finish(ProcessOutcome outcome, ProcessStatus status)
    {
        State.Status = status;
        tokens.Clear();
        Emit(new Command.Finish(outcome));
    }

    public void RaiseIncident(ElementInstance instance, string code, string message)
    {
        instance.Incident = code;
        Note(instance, HistoryIntent.IncidentOpened);
        Emit(new Command.OpenIncident(instance.Id, instance.Element.Id, code, message));
    }

    public void CloseIncident(ElementInstance instance)
    {
        if (instance.Incident is not null)
        {
            instance.Incident = null;
            Note(instance, HistoryIntent.IncidentResolved);
            Emit(new Command.CloseIncident(instance.Id));
        }
    }

    public IEnumerable<FlowElement> BoundaryOf(ElementInstance instance) =>
        instance.Element.Boundary.Select(index => Definition.Elements[index]);

    private IReadOnlyList<int> OutgoingOf(ElementInstance instance)
    {
        var outgoing = instance.Element.Outgoing;
        if (outgoing.All(flow => Definition.Flows[flow].Condition is null))
        {
            return outgoing;
        }

        // Conditional flows of an activity: every one that holds, else the default.
        var scope = new VariableScope(instance);
        var taken = outgoing
            .Where(flow =>
                flow != instance.Element.DefaultFlow
                && (
                    Definition.Flows[flow].Condition is not { } condition
                    || Expressions.Condition(condition, scope)
                )
            )
            .ToList();
        return taken.Count > 0 ? taken
            : instance.Element.DefaultFlow >= 0 ? [instance.Element.DefaultFlow]
            : throw new IncidentRaised(
                IncidentCodes.ConditionError,
                "No outgoing flow has a condition that holds."
            );
    }

    private readonly record struct Token(ElementInstance Scope, SequenceFlow Flow);
}
