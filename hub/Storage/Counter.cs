using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Storage;

/// <summary>A named number that only goes up: order numbers, manifest numbers, file sequences.</summary>
internal sealed class Counter
{
    public required string Name { get; init; }

    /// <summary>The last number given out.</summary>
    public long Value { get; set; }
}

internal sealed class CounterConfiguration : IEntityTypeConfiguration<Counter>
{
    public void Configure(EntityTypeBuilder<Counter> builder) =>
        builder.ToTable("counters").HasKey(c => c.Name);
}
