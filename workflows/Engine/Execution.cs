using NodaTime;
using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>
/// One trigger at work: tokens move until every one of them waits. The state changes only by the events that are recorded
/// here.
/// </summary>
internal sealed partial class Execution
{
    private readonly Queue<(int Scope, int Flow)> moving = new();
    private readonly SortedSet<int> emptied = [];
    private readonly List<Command> commands = [];
    private readonly List<HistoryEvent> history = [];
    private readonly FeelEnvironment feel;

    public Execution(ProcessState state, EngineEnvironment environment, Instant now)
    {
        State = state;
        Environment = environment;
        Now = now;
        feel = environment.At(now);
        Expressions = new Expressions(feel);
        Conditions = new Conditions(this);
        Budget = environment.MaxActivations;
    }

    public ProcessState State { get; }
    public EngineEnvironment Environment { get; }
    public ProcessDefinition Definition => State.Definition;
    public Instant Now { get; }
    public Expressions Expressions { get; }
    public Conditions Conditions { get; }
    public FeelEnvironment Feel => feel;

    /// <summary>Elements this trigger may still activate; each iteration that a list asks for brings its own.</summary>
    public int Budget { get; set; }

    /// <summary>The tries that jobs opened by this trigger get; null = as the definition says.</summary>
    public int? Retries { get; set; }

    /// <summary>Has the instance ended?</summary>
    public bool IsOver => State.Status is ProcessStatus.Completed or ProcessStatus.Terminated;

    /// <summary>What came of it.</summary>
    public StepResult Result(string? refusedBecause) =>
        refusedBecause is null
            ? new StepResult(State, commands, history, null)
            : new StepResult(State, [], [], refusedBecause);

    public void Emit(Command command) => commands.Add(command);

    public void Emit(IEnumerable<Command> many) => commands.AddRange(many);

    /// <summary>Takes back what was asked since there were <paramref name="mark"/> commands.</summary>
    public void TakeBack(int mark) => commands.RemoveRange(mark, commands.Count - mark);

    public int CommandCount => commands.Count;

    /// <summary>Something happened to an element instance.</summary>
    public void Record(ElementInstance instance, HistoryIntent intent, FeelContext? details = null) =>
        Record(new HistoryEvent(instance.Id, instance.Element.Id, intent, details));

    public void Record(HistoryEvent entry)
    {
        history.Add(entry);
        StateChanges.Apply(State, entry);
    }

    /// <summary>Sets variables where they live; who waits for a condition on them is asked.</summary>
    public void SetVariables(ElementInstance scope, FeelContext variables)
    {
        if (variables.Count > 0)
        {
            Record(scope, HistoryIntent.VariablesSet, Variables.AsJson(variables));
            Conditions.Changed(scope, variables.Keys);
        }
    }

    /// <summary>Evaluates as if it were <paramref name="then"/>, with the calendars of now.</summary>
    public Expressions ExpressionsAt(Instant then) => new(Environment.At(then));

    /// <summary>A moment out of what an expression gave, or null.</summary>
    public Instant? DateOf(FeelValue value) => TimerValues.Date(value, feel);

    /// <summary>The next moment of a cycle after one that was due.</summary>
    public Instant? NextOf(Instant due, FeelValue cycle) => TimerValues.Next(due, Now, cycle, feel);

    /// <summary>
    /// Moves tokens until none is left to move; then the joins that can fire do so (R8, R10), then conditions are asked, then
    /// scopes in which nothing is left end, the innermost first (R1).
    /// </summary>
    public void Run()
    {
        while (!IsOver)
        {
            if (moving.TryDequeue(out var token))
            {
                Joins.Arrive(this, token.Scope, token.Flow);
            }
            else if (!InclusiveJoins.FireOne(this) && !ComplexJoins.FireOne(this) && !Conditions.FireAny())
            {
                if (emptied.Count == 0)
                {
                    return;
                }

                var scope = emptied.Max;
                emptied.Remove(scope);
                Settle(scope);
            }
        }
    }

    /// <summary>A token sets out along a flow.</summary>
    public void Take(ElementInstance scope, int flow)
    {
        Record(new HistoryEvent(scope.Id, Definition.Flows[flow].Id, HistoryIntent.SequenceFlowTaken));
        moving.Enqueue((scope.Id, flow));
    }

    /// <summary>Something of a scope is gone: it may be empty now.</summary>
    public void LookAt(ElementInstance? scope)
    {
        if (scope is not null)
        {
            emptied.Add(scope.Id);
        }
    }

    /// <summary>A scope's own work ends; its boundary events and what is done about the interruption go on (R13, R14).</summary>
    public void Interrupt(ElementInstance scope)
    {
        Record(scope, HistoryIntent.Interrupted);
        Waits.Close(this, scope, EventStartsOf(scope));
        foreach (var child in State.ChildrenOf(scope).Reverse().ToList())
        {
            Terminate(child);
        }

        Record(scope, HistoryIntent.TokensDropped);
    }

    /// <summary>The instance as a whole has ended.</summary>
    public void Finish(ProcessOutcome outcome) => Emit(new Command.Finish(outcome));

    public void RaiseIncident(
        ElementInstance instance,
        string code,
        string message,
        FeelContext? besides = null
    )
    {
        var details = (besides ?? FeelContext.Empty).With("code", code).With("message", message);
        Record(instance, HistoryIntent.IncidentOpened, details);
        Emit(new Command.OpenIncident(instance.Id, instance.Element.Id, code, message));
    }

    public void CloseIncident(ElementInstance instance)
    {
        if (instance.Incident is not null)
        {
            Record(instance, HistoryIntent.IncidentResolved);
            Emit(new Command.CloseIncident(instance.Id));
        }
    }

    public IEnumerable<FlowElement> BoundaryOf(ElementInstance instance) =>
        instance.HoldsBoundary ? instance.Element.Boundary.Select(index => Definition.Elements[index]) : [];

    /// <summary>The start events of the event subprocesses that a scope listens for.</summary>
    public IEnumerable<FlowElement> EventStartsOf(ElementInstance scope) =>
        scope.Role is InstanceRole.Plain or InstanceRole.Iteration
            ? scope.Element.EventSubProcesses.Select(e =>
                Definition.Elements[Definition.Elements[e].EventStart]
            )
            : [];

    private void Settle(int id)
    {
        if (
            State.Find(id) is
            { LiveChildren: 0, Tokens: 0, Stage: InstanceStage.Active, Incident: null } scope
        )
        {
            Behaviors.Of(scope).Emptied(this, scope);
        }
    }
}
