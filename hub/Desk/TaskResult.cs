using Hub.Processes;

namespace Hub.Desk;

/// <summary>What came of something a person did with a task.</summary>
internal abstract record TaskResult
{
    private TaskResult() { }

    /// <summary>Done, now or before.</summary>
    /// <param name="Closed">Is the task over with it?</param>
    public sealed record Done(bool Closed = false) : TaskResult;

    /// <summary>There is no such task, or it is somebody else's.</summary>
    public sealed record NotFound : TaskResult;

    /// <summary>A colleague has it.</summary>
    public sealed record Taken(string? By) : TaskResult;

    /// <summary>It was completed otherwise, or the process no longer waits for it.</summary>
    public sealed record Over(UserTaskState State) : TaskResult;

    /// <summary>This person may not decide it: <c>second_person_needed</c>.</summary>
    public sealed record Forbidden(TaskFault Fault) : TaskResult;

    /// <summary>What was recorded is wrong; nothing of it was taken.</summary>
    public sealed record Refused(IReadOnlyList<TaskFault> Faults) : TaskResult;
}

/// <summary>One thing that is wrong with what a person recorded.</summary>
/// <param name="Pointer">Where, as a JSON pointer into what was sent.</param>
/// <param name="Code">Stable, lower_snake_case; its words stand in <c>config/texts/*/desk.json</c>.</param>
/// <param name="Message">What would be right, for programs' logs.</param>
internal sealed record TaskFault(string Pointer, string Code, string Message);
