using NodaTime;
using Workflows.Bpmn;
using Workflows.Engine;
using Workflows.Feel;
using Workflows.Time;

namespace Tests.Engine;

/// <summary>
/// A process instance in a test's hands: it answers waits and shows what is open. Between any two triggers the state goes
/// through its bytes, as it does in the hub.
/// </summary>
internal sealed class Scenario
{
    public static readonly Instant Start = Instant.FromUtc(2026, 11, 23, 9, 0);

    private readonly ProcessEngine engine;

    private readonly ProcessDefinition definition;
    private ProcessState state;

    public Scenario(ProcessDefinition definition)
    {
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
    public ProcessStatus Status => state.Status;
    public FeelContext Variables =>
        Commands.OfType<Command.Finish>().LastOrDefault()?.Outcome is ProcessOutcome.Completed done
            ? done.Variables
            : state.Variables;

    /// <summary>The ids of the elements that wait, in order.</summary>
    public IReadOnlyList<string> Waiting => [.. state.Instances.Skip(1).Select(i => i.Element.Id)];

    public IReadOnlyList<string> Incidents =>
        [.. state.Instances.Where(i => i.Incident is not null).Select(i => $"{i.Element.Id}:{i.Incident}")];

    public Scenario Begin(params ReadOnlySpan<(string, FeelValue)> variables)
    {
        Apply(new Trigger.Start(Context(variables), null, Called: false));
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

    public bool Fire(string holder, string element) =>
        Apply(new Trigger.TimerFired(Open(holder), element, Now));

    public bool Resolve(string element) => Apply(new Trigger.IncidentResolved(Open(element)));

    public void Set(string name, FeelValue value) =>
        Apply(new Trigger.VariablesSet(0, FeelContext.Empty.With(name, value)));

    public bool Apply(Trigger trigger)
    {
        if (state.Status != ProcessStatus.New)
        {
            state = ProcessState.Deserialize(definition, state.Serialize());
        }

        var result = engine.Advance(state, trigger, Now);
        state = result.State;
        Commands.AddRange(result.Commands);
        History.AddRange(result.History);
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
                Command.OpenIncident c => open.Add($"incident {c.ElementInstance}"),
                Command.CloseIncident c => open.Remove($"incident {c.ElementInstance}"),
                _ => false,
            };
        }

        return [.. open];
    }

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
