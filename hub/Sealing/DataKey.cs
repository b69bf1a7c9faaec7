using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Sealing;

/// <summary>The key of one kind of secret, wrapped by a master key: rotating a master key wraps these few anew.</summary>
internal sealed class DataKey
{
    /// <summary>The kind; see <see cref="SealPurpose"/>.</summary>
    public required string Purpose { get; init; }

    /// <summary>The master key that opens it.</summary>
    public required string MasterKey { get; set; }

    /// <summary>The 32 bytes, sealed by the master key.</summary>
    public required byte[] Wrapped { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}

internal sealed class DataKeyConfiguration : IEntityTypeConfiguration<DataKey>
{
    public void Configure(EntityTypeBuilder<DataKey> builder) =>
        builder.ToTable("data_keys").HasKey(k => k.Purpose);
}
