using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Exchange;

/// <summary>A piece of a file that is too large for its row; see <see cref="FileContents"/>.</summary>
internal sealed class ExchangeFilePart
{
    public Guid FileId { get; init; }

    /// <summary>0, 1, 2 … without a gap.</summary>
    public int Number { get; init; }

    public required byte[] Bytes { get; init; }
}

internal sealed class ExchangeFilePartConfiguration : IEntityTypeConfiguration<ExchangeFilePart>
{
    public void Configure(EntityTypeBuilder<ExchangeFilePart> builder) =>
        builder.ToTable("exchange_file_parts").HasKey(p => new { p.FileId, p.Number });
}
