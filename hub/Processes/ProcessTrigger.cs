using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Processes;

/// <summary>
/// The inbox of the process instances: something happened (or, for timers, will happen at <see cref="DueAt"/>) that
/// an instance must hear. A row is deleted in the same transaction that saves what came of it.
/// </summary>
internal sealed class ProcessTrigger
{
    /// <summary>Given by the store, rising: triggers of one moment are heard in the order they were written.</summary>
    public long Id { get; init; }

    public Guid InstanceId { get; init; }
    public TriggerKind Kind { get; init; }
    public int ElementInstance { get; init; }
    public string? ElementId { get; init; }

    /// <summary>JSON: variables, error code and message, as the kind needs.</summary>
    public string? Payload { get; init; }

    public DateTimeOffset DueAt { get; init; }

    /// <summary>True when the trigger made the engine fail alone: it waits for a person (see its incident).</summary>
    public bool Parked { get; set; }
}

internal sealed class ProcessTriggerConfiguration : IEntityTypeConfiguration<ProcessTrigger>
{
    public void Configure(EntityTypeBuilder<ProcessTrigger> builder)
    {
        builder.ToTable("process_triggers").HasKey(t => t.Id);
        builder.HasIndex(t => new { t.DueAt, t.Id }).HasFilter("not parked");
        builder.HasIndex(t => t.InstanceId);
    }
}

/// <summary>What a trigger row asks of its instance; one value per case of `Workflows.Engine.Trigger`.</summary>
internal enum TriggerKind
{
    Start = 1,
    WorkCompleted = 2,
    WorkFailed = 3,
    WorkThrewError = 4,
    TaskCompleted = 5,
    MessageArrived = 6,
    TimerFired = 7,
    CalledCompleted = 8,
    CalledThrewError = 9,
    IncidentResolved = 10,
    Cancel = 11,

    /// <summary>A timer start event fires: there is no instance yet, the row names the definition's version instead.</summary>
    StartByTimer = 12,

    /// <summary>A person changes variables.</summary>
    VariablesSet = 13,

    /// <summary>Calendars changed: deadlines are reckoned again.</summary>
    CalendarsChanged = 14,
    SignalArrived = 15,

    /// <summary>A called process escalates.</summary>
    CalledEscalated = 16,
    EscalationAnswered = 17,
    Suspend = 18,
    Resume = 19,
}
