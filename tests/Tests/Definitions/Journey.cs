using Hub.Catalogue;
using NodaTime;
using Tests.Architecture;
using Workflows.Engine;
using Workflows.Feel;

namespace Tests.Definitions;

/// <summary>
/// One order on the pure engine, with every process it calls: steps are answered by <see cref="Partners"/>, messages are
/// kept for who comes later, and time passes from deadline to deadline. Every state goes through its bytes, as in the hub.
/// </summary>
internal sealed class Journey
{
    private const int MaxRounds = 10_000;

    private static readonly Lazy<Workflows.Time.WorkingCalendars> Calendars = new(() =>
        CalendarFiles.Read(Path.Combine(Repository.Root, "config", "calendars"), [])
    );

    private readonly ProcessEngine engine = new(
        new EngineEnvironment
        {
            Zone = DateTimeZoneProviders.Tzdb["Africa/Casablanca"],
            Calendars = () => Calendars.Value,
        }
    );

    private readonly List<JourneyProcess> processes = [];
    private readonly Queue<(JourneyProcess Process, Command.OpenWork Work)> work = [];
    private readonly List<KeptMessage> kept = [];

    private Journey(Partners partners) => Partners = partners;

    public Partners Partners { get; }
    public Instant Now { get; private set; } = Instant.FromUtc(2026, 11, 23, 9, 0);

    /// <summary>The task types that ran, in order.</summary>
    public List<string> Ran { get; } = [];

    /// <summary>Incidents, each as <c>element:code</c>: a sound definition causes none.</summary>
    public List<string> Incidents { get; } = [];

    public bool IsOver => processes.TrueForAll(p => p.IsOver);

    /// <summary>The user tasks that wait for a person, oldest first.</summary>
    public IReadOnlyList<string> Tasks => [.. Live.SelectMany(p => p.Tasks.Values).Select(t => t.ElementId)];

    /// <summary>The messages waited for, by name.</summary>
    public IReadOnlyList<(string Name, string Key)> Waits =>
        [.. Live.SelectMany(p => p.Subscriptions.Values).Select(s => (s.MessageName, s.CorrelationKey))];

    /// <summary>How many deadlines are set.</summary>
    public int Deadlines => Live.Sum(p => p.Timers.Count);

    private IEnumerable<JourneyProcess> Live => processes.Where(p => !p.IsOver);

    /// <summary>An order begins with the process of its bureau type.</summary>
    public static Journey Begin(
        string processId,
        Partners? partners = null,
        params ReadOnlySpan<(string Name, FeelValue Value)> variables
    )
    {
        var journey = new Journey(partners ?? new Partners());
        journey.Start(
            processId,
            Vars.Of([
                ("orderId", "order-1"),
                ("trackingNumber", "CASA-2026-000001"),
                ("bureau", "CHK-01"),
                ("bureauType", processId),
                ("calendar", processId == "consulate" ? "consulates" : "administration"),
                ("locale", "fr"),
                ("paid", FeelValue.False),
                ("attemptId", FeelValue.Null),
                .. variables,
            ]),
            null,
            0
        );
        return journey;
    }

    /// <summary>A message arrives; true when somebody waited for it.</summary>
    public bool Send(string name, string key, params ReadOnlySpan<(string Name, FeelValue Value)> variables)
    {
        var message = new KeptMessage(name, key, Vars.Of(variables));
        var waits = Live.SelectMany(p => p.Subscriptions.Values.Select(s => (Process: p, Wait: s)))
            .Where(w => w.Wait.MessageName == name && w.Wait.CorrelationKey == key)
            .DistinctBy(w => w.Process.Definition.Id)
            .ToList();
        foreach (var (process, wait) in waits)
        {
            message.Takers.Add(process.Definition.Id);
            Apply(
                process,
                new Trigger.MessageArrived(wait.ElementInstance, wait.ElementId, message.Variables)
            );
        }

        kept.Add(message);
        Settle();
        return waits.Count > 0;
    }

    /// <summary>A person does the oldest task of this element.</summary>
    public void Complete(string element, params ReadOnlySpan<(string Name, FeelValue Value)> variables)
    {
        var (process, task) = Live.SelectMany(p => p.Tasks.Values.Select(t => (Process: p, Task: t)))
            .First(t => t.Task.ElementId == element);
        process.Tasks.Remove(task.ElementInstance);
        Apply(process, new Trigger.TaskCompleted(task.ElementInstance, Vars.Of(variables)));
        Settle();
    }

    /// <summary>The task as the person sees it.</summary>
    public Command.OpenTask Task(string element) =>
        Live.SelectMany(p => p.Tasks.Values).First(t => t.ElementId == element);

    /// <summary>Time passes to the next deadline, which fires; its element.</summary>
    public string PassToDeadline()
    {
        var (process, timer) = Live.SelectMany(p => p.Timers.Values.Select(t => (Process: p, Timer: t)))
            .MinBy(t => t.Timer.DueAt);
        Now = Instant.Max(Now, timer.DueAt);
        process.Timers.Remove((timer.ElementInstance, timer.ElementId));
        Apply(process, new Trigger.TimerFired(timer.ElementInstance, timer.ElementId, timer.DueAt));
        Settle();
        return timer.ElementId;
    }

    private void Start(string processId, FeelContext variables, JourneyProcess? parent, int parentElement)
    {
        var process = new JourneyProcess(DefinitionFolder.Processes[processId], parent, parentElement);
        processes.Add(process);
        Apply(process, new Trigger.Start(variables, null, Called: parent is not null));
        Settle();
    }

    private void Settle()
    {
        for (var rounds = 0; work.TryDequeue(out var next); rounds++)
        {
            Assert.True(rounds < MaxRounds, "The definition runs in a circle.");
            if (!next.Process.IsOver)
            {
                Ran.Add(next.Work.Type);
                Apply(next.Process, Partners.Answer(next.Work, Now));
            }
        }
    }

    private void Apply(JourneyProcess process, Trigger trigger)
    {
        foreach (var command in process.Advance(engine, trigger, Now))
        {
            Follow(process, command);
        }
    }

    private void Follow(JourneyProcess process, Command command)
    {
        switch (command)
        {
            case Command.OpenWork opened:
                work.Enqueue((process, opened));
                break;
            case Command.CallProcess call:
                Start(call.ProcessId, call.Variables, process, call.ElementInstance);
                break;
            case Command.CancelCalled cancelled:
                foreach (
                    var child in Live.Where(p =>
                            p.Parent == process && p.ParentElement == cancelled.ElementInstance
                        )
                        .ToList()
                )
                {
                    Apply(child, new Trigger.Cancel("caller"));
                }

                break;
            case Command.OpenSubscription wait:
                Serve(process, wait);
                break;
            case Command.OpenIncident incident:
                Incidents.Add($"{incident.ElementId}:{incident.Code} {incident.Message}");
                break;
            case Command.Finish finish when process.Parent is { } parent:
                Tell(parent, process.ParentElement, finish.Outcome);
                break;
        }
    }

    private void Serve(JourneyProcess process, Command.OpenSubscription wait)
    {
        var message = kept.Find(m =>
            m.Name == wait.MessageName
            && m.Key == wait.CorrelationKey
            && !m.Takers.Contains(process.Definition.Id)
        );
        if (message is not null && process.Subscriptions.ContainsKey((wait.ElementInstance, wait.ElementId)))
        {
            message.Takers.Add(process.Definition.Id);
            Apply(
                process,
                new Trigger.MessageArrived(wait.ElementInstance, wait.ElementId, message.Variables)
            );
        }
    }

    private void Tell(JourneyProcess parent, int element, ProcessOutcome outcome)
    {
        switch (outcome)
        {
            case ProcessOutcome.Completed done:
                Apply(parent, new Trigger.CalledCompleted(element, done.Variables));
                break;
            case ProcessOutcome.ThrewError error:
                Apply(
                    parent,
                    new Trigger.CalledThrewError(element, error.ErrorCode, error.Message, error.Variables)
                );
                break;
        }
    }

    private sealed record KeptMessage(string Name, string Key, FeelContext Variables)
    {
        public HashSet<string> Takers { get; } = [];
    }
}
