using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Registries;

/// <summary>A bureau's final answer to one line of a request.</summary>
internal sealed class BureauAnswer
{
    public required string RequestId { get; init; }
    public int Line { get; init; }
    public required string Outcome { get; init; }
    public string? Reason { get; init; }
    public int IssuedCopies { get; init; }
    public string? IssuedOn { get; init; }
    public string? Officer { get; init; }
    public string? BureauCodeHeld { get; init; }
    public string? RegisteredItem { get; init; }
    public string? Note { get; init; }
    public DateTimeOffset ReceivedAt { get; init; }
}

internal sealed class BureauAnswerConfiguration : IEntityTypeConfiguration<BureauAnswer>
{
    public void Configure(EntityTypeBuilder<BureauAnswer> builder) =>
        builder.ToTable("bureau_answers").HasKey(a => new { a.RequestId, a.Line });
}
