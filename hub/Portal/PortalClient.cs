using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Portal;

/// <summary>A portal that calls our API. It sees its own orders and attachments only.</summary>
internal sealed class PortalClient
{
    /// <summary>Ours, stable: <c>watiqa</c>.</summary>
    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>What it may do; see <see cref="PortalScopes"/>.</summary>
    public required List<string> Scopes { get; set; }

    /// <summary>False: all its keys and tokens are refused.</summary>
    public bool Active { get; private set; } = true;

    /// <summary>Who shut it out: a person, or <see cref="PortalAccessChange.Configuration"/>; null while it is active.</summary>
    public string? ShutBy { get; private set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>From now on nothing of it is let in.</summary>
    public void Shut(string by) => (Active, ShutBy) = (false, by);

    /// <summary>Its keys open again, those that have not ended.</summary>
    public void Open() => (Active, ShutBy) = (true, null);
}

/// <summary>
/// One secret key of a client. A client has several while it changes from one to the next; the key itself is nowhere, only
/// its hash: keys are long and random, so that a plain hash cannot be guessed back.
/// </summary>
internal sealed class PortalKey
{
    public Guid Id { get; init; }
    public required string ClientId { get; init; }

    /// <summary>SHA-256 of the key, lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>True for <c>hub_live_</c> keys, which act on real partners.</summary>
    public bool Live { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The end of its life as the configuration has it (<see cref="RetiringKey"/>); null while it has none.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Its end as a person set it, or when it left the configuration; null while nobody did.</summary>
    public DateTimeOffset? ShutAt { get; private set; }

    /// <summary>Who set <see cref="ShutAt"/>.</summary>
    public string? ShutBy { get; private set; }

    /// <summary>When it ends or ended, whichever says so first; null while nothing does.</summary>
    public DateTimeOffset? EndsAt => ExpiresAt < ShutAt ? ExpiresAt : ShutAt ?? ExpiresAt;

    /// <summary>Ends it then, whatever the configuration says.</summary>
    public void Shut(DateTimeOffset at, string by) => (ShutAt, ShutBy) = (at, by);

    /// <summary>It is in the configuration again.</summary>
    public void Open() => (ShutAt, ShutBy) = (null, null);
}

internal sealed class PortalClientConfiguration
    : IEntityTypeConfiguration<PortalClient>,
        IEntityTypeConfiguration<PortalKey>
{
    public void Configure(EntityTypeBuilder<PortalClient> builder)
    {
        builder.ToTable("portal_clients").HasKey(c => c.Id);
        builder.Property(c => c.Scopes).HasJsonConversion();
    }

    public void Configure(EntityTypeBuilder<PortalKey> builder)
    {
        builder.ToTable("portal_keys").HasKey(k => k.Id);
        builder.HasIndex(k => k.Hash).IsUnique();
        builder.HasOne<PortalClient>().WithMany().HasForeignKey(k => k.ClientId);
        builder.Ignore(k => k.EndsAt);
    }
}
