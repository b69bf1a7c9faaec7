using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Processes;

/// <summary>What happened in one transition of an instance: append-only, enough to rebuild the path.</summary>
internal sealed class ProcessHistory
{
    public Guid InstanceId { get; init; }

    /// <summary>The instance's version after the transition: no version is ever saved twice.</summary>
    public int Version { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>JSON list of `Workflows.Engine.HistoryEvent` in the order they happened; see <see cref="HistoryCodec"/>.</summary>
    public required string Events { get; init; }
}

internal sealed class ProcessHistoryConfiguration : IEntityTypeConfiguration<ProcessHistory>
{
    public void Configure(EntityTypeBuilder<ProcessHistory> builder)
    {
        builder.ToTable("process_history").HasKey(h => new { h.InstanceId, h.Version });
    }
}
