using Hub.Steps;
using Hub.Storage;
using Workflows.Engine;

namespace Hub.Processes;

/// <summary>
/// The service tasks of a batch: steps of our own run inside its transaction, work at a partner becomes a work item.
/// </summary>
internal sealed class ServiceTasks(WriteSession session, StepRegistry steps)
{
    /// <summary>
    /// Opens the work of a task. Returns what the instance must hear at once, or null when the outcome comes later.
    /// </summary>
    /// <param name="instance">The instance that has come to the task.</param>
    /// <param name="work">What the task asks for.</param>
    /// <param name="failed">The step that broke in an earlier try: it is answered with an incident.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="StepFailedException">A step of our own broke.</exception>
    public async Task<Trigger?> OpenAsync(
        RunningInstance instance,
        Command.OpenWork work,
        StepFailure? failed,
        CancellationToken ct
    )
    {
        if (steps.Find(work.Type) is { } step)
        {
            return await RunStepAsync(step, instance, work, failed, ct);
        }

        if (steps.FindWork(work.Type) is not { } handler)
        {
            var message = $"No step handles the task type '{work.Type}'.";
            return new Trigger.WorkFailed(work.ElementInstance, "unknown_task_type", message);
        }

        session.Work.Intend(
            handler.Plan(instance.Call(work)) with
            {
                InstanceId = instance.Id,
                ElementInstance = work.ElementInstance,
            }
        );
        return null;
    }

    private async Task<Trigger> RunStepAsync(
        IStep step,
        RunningInstance instance,
        Command.OpenWork work,
        StepFailure? failed,
        CancellationToken ct
    )
    {
        if (
            failed is not null
            && failed.InstanceId == instance.Id
            && failed.ElementInstance == work.ElementInstance
        )
        {
            return new Trigger.WorkFailed(work.ElementInstance, "step_failed", failed.Message);
        }

        try
        {
            var answer = await step.RunAsync(instance.Call(work), session, ct);
            await session.SaveBusinessRowsAsync(ct);
            return answer switch
            {
                StepAnswer.Done done => new Trigger.WorkCompleted(work.ElementInstance, done.Variables),
                StepAnswer.Error error => new Trigger.WorkThrewError(
                    work.ElementInstance,
                    error.Code,
                    error.Message,
                    Workflows.Feel.FeelContext.Empty
                ),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
        catch (Exception exception)
            when (exception is not OperationCanceledException && !session.Dialect.IsTransient(exception))
        {
            throw new StepFailedException(
                new StepFailure(instance.Id, work.ElementInstance, work.ElementId, exception.Message),
                exception
            );
        }
    }
}
