using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Portal;

/// <summary>A key that access tokens are signed or encrypted with; all nodes use the same.</summary>
internal sealed class TokenKey
{
    public const string Signing = "signing";
    public const string Encryption = "encryption";

    /// <summary>What it does.</summary>
    public required string Id { get; init; }

    /// <summary>The key itself, sealed.</summary>
    public required byte[] Content { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

internal sealed class TokenKeyConfiguration : IEntityTypeConfiguration<TokenKey>
{
    public void Configure(EntityTypeBuilder<TokenKey> builder) =>
        builder.ToTable("token_keys").HasKey(k => k.Id);
}
