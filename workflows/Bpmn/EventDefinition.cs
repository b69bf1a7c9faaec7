using Workflows.Feel;

namespace Workflows.Bpmn;

/// <summary>One thing an event (or a receive task) waits for or throws. Which of the parts are set follows from the kind.</summary>
/// <param name="Kind">What it is about; never <see cref="EventKind.Multiple"/>.</param>
/// <param name="WaitId">
/// The name of the wait: the element's id, with <c>#2</c>, <c>#3</c> … behind it for the further definitions of one event.
/// </param>
public sealed record EventDefinition(EventKind Kind, string WaitId)
{
    public MessageDetails? Message { get; init; }
    public TimerDetails? Timer { get; init; }

    /// <summary>The code of an error or escalation; null on a catch event = every one.</summary>
    public ValueExpression? Code { get; init; }

    /// <summary>The name of a signal.</summary>
    public ValueExpression? Signal { get; init; }

    public ConditionDetails? Condition { get; init; }

    /// <summary>The name of a link.</summary>
    public string? Link { get; init; }

    /// <summary>The activity a compensation is thrown for; null = everything in the scope.</summary>
    public string? ActivityRef { get; init; }

    /// <summary>The job that sends a thrown message.</summary>
    public WorkDetails? Work { get; init; }

    /// <summary>Does an instance wait outside itself for it?</summary>
    public bool IsOpenedOutside => Kind is EventKind.Message or EventKind.Timer or EventKind.Signal;
}

/// <summary>A condition that is waited for (R47): asked again whenever a variable that it names changes.</summary>
/// <param name="Expression">What must become true.</param>
/// <param name="VariableNames">The only variables whose change counts (`zeebe:conditionalFilter`); null = those it names.</param>
public sealed record ConditionDetails(FeelExpression Expression, IReadOnlyList<string>? VariableNames)
{
    /// <summary>The variables whose change makes the condition worth asking.</summary>
    public IReadOnlyList<string> Watched => VariableNames ?? Expression.Variables;
}

/// <summary>Something outside that begins an instance.</summary>
/// <param name="Element">A start event, an instantiating receive task, or an event behind an instantiating gateway.</param>
/// <param name="Definition">What it waits for.</param>
public sealed record StartWait(FlowElement Element, EventDefinition Definition)
{
    /// <summary>The name of the wait, as a start trigger names it.</summary>
    public string Id => Definition.WaitId;

    public MessageDetails? Message => Definition.Message;
    public TimerDetails? Timer => Definition.Timer;
}
