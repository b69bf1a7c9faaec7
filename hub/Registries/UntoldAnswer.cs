using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Registries;

/// <summary>A request whose answers are taken and whose process has not been told of them: the row is there as long as that is so.</summary>
internal sealed class UntoldAnswer
{
    public required string RequestId { get; init; }

    /// <summary>When the answers were taken.</summary>
    public DateTimeOffset Since { get; init; }
}

internal sealed class UntoldAnswerConfiguration : IEntityTypeConfiguration<UntoldAnswer>
{
    public void Configure(EntityTypeBuilder<UntoldAnswer> builder) =>
        builder.ToTable("untold_answers").HasKey(a => a.RequestId);
}
