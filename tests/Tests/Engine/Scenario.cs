using NodaTime;
using Workflows.Bpmn;
using Workflows.Engine;
using Workflows.Feel;
using Workflows.Time;

namespace Tests.Engine;

/// <summary>
/// A process instance in a test's hands: it answers waits and shows what is open. Between any two triggers the state goes
/// through its bytes, as it does in the hub, and after each the history alone must give the same state.
/// </summary>
internal sealed class Scenario
{
    public static readonly Instant Start = Instant.FromUtc(2026, 11, 23, 9, 0);

    private readonly ProcessEngine engine;
    private readonly ProcessDefinition begunWith;
    private readonly List<ProcessDefinition> migratedTo = [];
    private readonly Dictionary<(int, string), string> signals = [];
    private ProcessDefinition definition;
    private ProcessState state;

    public Scenario(ProcessDefinition definition)
    {
        begunWith = definition;
        this.definition = definition;
        engine = new ProcessEngine(
            new EngineEnvironment
            {
                Zone = DateTimeZoneProviders.Tzdb["Africa/Casablanca"],
                Calendars = () => Calendars,
            }
        );
        state = ProcessState.Create(definition);
    }

    public Instant Now { get; set; } = Start;

    /// <summary>The calendars in force.</summary>
    public WorkingCalendars Calendars { get; set; } = WorkingCalendars.Empty;
    public List<Command> Commands { get; } = [];
    public List<HistoryEvent> History { get; } = [];
    public ProcessState State => state;
    public ProcessStatus Status => state.Status;
    public FeelContext Variables =>
        Commands.OfType<Command.Finish>().LastOrDefault()?.Outcome is ProcessOutcome.Completed done
            ? done.Variables
            : state.Variables;

    /// <summary>The ids of the elements that wait, in order; scopes and bodies with something in them are left out.</summary>
    public IReadOnlyList<string> Waiting =>
        [.. state.Instances.Where(i => i.Id > 0 && !state.ChildrenOf(i).Any()).Select(i => i.Element.Id)];

    /// <summary>The ids of everything that is being executed, in order.</summary>
    public IReadOnlyList<string> Live => [.. state.Instances.Skip(1).Select(i => i.Element.Id)];

    public IReadOnlyList<string> Incidents =>
        [.. state.Instances.Where(i => i.Incident is not null).Select(i => $"{i.Element.Id}:{i.Incident}")];

    /// <summary>The ids of elements that completed, in order.</summary>
    public IReadOnlyList<string> Completed =>
        [.. History.Where(h => h.Intent == HistoryIntent.Completed).Select(h => h.ElementId)];

    public Scenario Begin(params ReadOnlySpan<(string, FeelValue)> variables)
    {
        Apply(new Trigger.Start(Context(variables), null, Called: false));
        return this;
    }

    /// <summary>Begins with an event from outside.</summary>
    public Scenario BeginWith(string start, params ReadOnlySpan<(string, FeelValue)> variables)
    {
        Assert.True(Apply(new Trigger.Start(Context(variables), start, Called: false)));
        return this;
    }

    public Scenario BeginCalled()
    {
        Apply(new Trigger.Start(FeelContext.Empty, null, Called: true));
        return this;
    }

    /// <summary>Does the job of an element.</summary>
    public Scenario Do(string element, params ReadOnlySpan<(string, FeelValue)> variables)
    {
        Assert.True(
            Apply(new Trigger.WorkCompleted(Open(element), Context(variables))),
            $"{element} does not wait for its job"
        );
        return this;
    }

    /// <summary>Does the oldest job of an element that has several.</summary>
    public Scenario DoFirst(string element, params ReadOnlySpan<(string, FeelValue)> variables)
    {
        var first = state.Instances.First(i => i.Element.Id == element && !state.ChildrenOf(i).Any());
        Assert.True(Apply(new Trigger.WorkCompleted(first.Id, Context(variables))));
        return this;
    }

    public Scenario Throw(string element, string code, params ReadOnlySpan<(string, FeelValue)> variables)
    {
        Assert.True(
            Apply(new Trigger.WorkThrewError(Open(element), code, "thrown by the test", Context(variables)))
        );
        return this;
    }

    /// <summary>Sends a message to the wait of an element.</summary>
    public bool Send(string holder, string element, params ReadOnlySpan<(string, FeelValue)> variables) =>
        Apply(new Trigger.MessageArrived(Open(holder), element, Context(variables)));

    /// <summary>Broadcasts a signal to everything of the instance that waits for it.</summary>
    public int Broadcast(string signal, params ReadOnlySpan<(string, FeelValue)> variables)
    {
        var waits = signals.Where(s => s.Value == signal).Select(s => s.Key).ToList();
        var carried = Context(variables);
        return waits.Count(w => Apply(new Trigger.SignalArrived(w.Item1, w.Item2, carried)));
    }

    public bool Fire(string holder, string element) =>
        Apply(new Trigger.TimerFired(Open(holder), element, Now));

    public bool Resolve(string element, int? retries = null) =>
        Apply(new Trigger.IncidentResolved(Open(element), retries));

    public void Set(string name, FeelValue value) =>
        Apply(new Trigger.VariablesSet(0, FeelContext.Empty.With(name, value)));

    /// <summary>Moves the instance to another version; returns the reasons against it.</summary>
    public IReadOnlyList<MigrationProblem> Migrate(
        ProcessDefinition target,
        IReadOnlyDictionary<string, string> elements,
        IReadOnlyDictionary<string, string>? flows = null
    )
    {
        var plan = new MigrationPlan("v2", elements, flows ?? new Dictionary<string, string>());
        switch (engine.Migrate(state, target, plan, Now))
        {
            case MigrationResult.Refused refused:
                return refused.Problems;
            case MigrationResult.Migrated migrated:
                definition = target;
                migratedTo.Add(target);
                Take(migrated.Step);
                return [];
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    public ScopeValue? Evaluate(int elementInstance, string expression) =>
        engine.Evaluate(
            state,
            elementInstance,
            Assert.IsType<FeelParse.Parsed>(FeelExpression.Parse(expression, FeelDialect.Camunda)).Expression,
            Now
        );

    public bool Apply(Trigger trigger)
    {
        if (state.Status != ProcessStatus.New)
        {
            state = ProcessState.Deserialize(definition, state.Serialize());
        }

        var result = engine.Advance(state, trigger, Now);
        Take(result);
        return result.Accepted;
    }

    /// <summary>The element instance of an element that is executed right now.</summary>
    public int Open(string element) => state.Instances.Last(i => i.Element.Id == element).Id;

    public T Last<T>()
        where T : Command => Commands.OfType<T>().Last();

    /// <summary>Waits that were opened and never closed, answered or fired: a finished instance leaves none.</summary>
    public IReadOnlyList<string> OpenWaits()
    {
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var command in Commands)
        {
            _ = command switch
            {
                Command.OpenSubscription c => open.Add($"message {c.ElementInstance} {c.ElementId}"),
                Command.CloseSubscription c => open.Remove($"message {c.ElementInstance} {c.ElementId}"),
                Command.OpenSignal c => open.Add($"signal {c.ElementInstance} {c.ElementId}"),
                Command.CloseSignal c => open.Remove($"signal {c.ElementInstance} {c.ElementId}"),
                Command.OpenIncident c => open.Add($"incident {c.ElementInstance}"),
                Command.CloseIncident c => open.Remove($"incident {c.ElementInstance}"),
                _ => false,
            };
        }

        return [.. open];
    }

    private void Take(StepResult result)
    {
        state = result.State;
        Commands.AddRange(result.Commands);
        History.AddRange(result.History);
        foreach (var command in result.Commands)
        {
            if (command is Command.OpenSignal opened)
            {
                signals[(opened.ElementInstance, opened.ElementId)] = opened.SignalName;
            }
            else if (command is Command.CloseSignal closed)
            {
                signals.Remove((closed.ElementInstance, closed.ElementId));
            }
        }

        var next = 0;
        var replayed = Replay.To(begunWith, History, _ => migratedTo[next++]);
        Assert.Equal(Text(state), Text(replayed));
    }

    private static string Text(ProcessState state) => System.Text.Encoding.UTF8.GetString(state.Serialize());

    private static FeelContext Context(ReadOnlySpan<(string Name, FeelValue Value)> variables)
    {
        var context = FeelContext.Empty;
        foreach (var (name, value) in variables)
        {
            context = context.With(name, value);
        }

        return context;
    }
}
