using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine.Elements;

/// <summary>Service and send tasks, and everything else with a `zeebe:taskDefinition`: a job that somebody outside does.</summary>
internal sealed class WorkBehavior : IElementBehavior
{
    public void Enter(Execution execution, ElementInstance instance) => Open(execution, instance);

    public void Withdraw(Execution execution, ElementInstance instance) => Close(execution, instance);

    /// <summary>Opens the job of an element.</summary>
    public static void Open(Execution execution, ElementInstance instance) =>
        Open(execution, instance, instance.Element.Work!);

    /// <summary>Opens a job of an element.</summary>
    public static void Open(Execution execution, ElementInstance instance, WorkDetails work)
    {
        var scope = new VariableScope(instance);
        var type = execution.Expressions.Text(work.Type, scope);
        var retries = execution.Retries ?? execution.Expressions.Whole(work.Retries, scope);
        Emit(execution, instance, type, retries, work.Headers);
    }

    /// <summary>Asks for a job.</summary>
    public static void Emit(
        Execution execution,
        ElementInstance instance,
        string type,
        int retries,
        IReadOnlyDictionary<string, string> headers
    )
    {
        execution.Record(
            instance,
            HistoryIntent.WorkOpened,
            FeelContext.Empty.With("round", instance.Round + 1)
        );
        execution.Emit(
            new Command.OpenWork(
                instance.Id,
                instance.Element.Id,
                type,
                retries,
                instance.Round,
                headers,
                Variables.Visible(instance)
            )
        );
    }

    /// <summary>Takes the job of an element back.</summary>
    public static void Close(Execution execution, ElementInstance instance) =>
        execution.Emit(new Command.CloseWork(instance.Id));
}
