namespace Workflows.Engine;

/// <summary>Where an instance stands.</summary>
public enum ProcessStatus
{
    /// <summary>Not begun.</summary>
    New = 0,
    Active = 1,
    Completed = 2,
    Terminated = 3,
}
