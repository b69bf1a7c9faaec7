using Hub.Storage;
using Workflows.Feel;

namespace Hub.Steps;

/// <summary>
/// A BPMN task that only touches our own tables. It runs inside the transaction that moves the process, so its rows and
/// the process state change together or not at all. (Tasks that reach a partner are `Hub.Work.IWorkHandler`s.)
/// </summary>
internal interface IStep
{
    /// <summary>The task type, kebab-case; the class has the same words in Pascal case.</summary>
    string Type { get; }

    /// <summary>Does the step. Throws only for a broken rule of our own: that becomes an incident.</summary>
    Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct);
}

/// <summary>Who asks for a step, and with what.</summary>
/// <param name="OrderId">The order of the process; null for processes without one.</param>
/// <param name="InstanceId">The process instance.</param>
/// <param name="ElementInstance">The task's element instance; with the instance it makes a stable key for effects.</param>
/// <param name="Input">The variables the task sees.</param>
/// <param name="Headers">The task's static headers.</param>
internal sealed record StepCall(
    Guid? OrderId,
    Guid InstanceId,
    int ElementInstance,
    FeelContext Input,
    IReadOnlyDictionary<string, string> Headers
)
{
    /// <summary>The order, for steps that make no sense without one.</summary>
    public Guid RequiredOrderId =>
        OrderId
        ?? throw new InvalidOperationException("This step works on an order, and its process has none.");
}

/// <summary>What a step answers to its process.</summary>
internal abstract record StepAnswer
{
    private StepAnswer() { }

    /// <summary>Done; the variables go to the process.</summary>
    public sealed record Done(FeelContext Variables) : StepAnswer
    {
        /// <summary>Done, with nothing to tell.</summary>
        public static readonly Done Nothing = new(FeelContext.Empty);
    }

    /// <summary>The step throws a BPMN error that the definition may catch.</summary>
    public sealed record Error(string Code, string Message) : StepAnswer;
}
