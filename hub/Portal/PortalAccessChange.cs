using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Portal;

/// <summary>Somebody let a portal in or shut it out, or gave one of its keys an end. Kept for good.</summary>
internal sealed class PortalAccessChange
{
    /// <summary>Who changes what the hub's configuration says.</summary>
    public const string Configuration = "configuration";

    public Guid Id { get; init; }
    public required string ClientId { get; init; }

    /// <summary>The key concerned; null when it is the client as a whole.</summary>
    public Guid? KeyId { get; init; }

    public PortalAccess Access { get; init; }

    /// <summary>When the key ends, for <see cref="PortalAccess.KeyEnds"/>.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>A person, or <see cref="Configuration"/>.</summary>
    public required string By { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Writes a change down, in the transaction that makes it.</summary>
    public static void Note(
        WriteSession session,
        string clientId,
        PortalAccess access,
        string by,
        PortalKey? key = null,
        DateTimeOffset? until = null
    ) =>
        session.Db.PortalAccessChanges.Add(
            new PortalAccessChange
            {
                Id = session.NewId(),
                ClientId = clientId,
                KeyId = key?.Id,
                Access = access,
                Until = until,
                By = by,
                At = session.Now,
            }
        );
}

/// <summary>What changed.</summary>
internal enum PortalAccess
{
    KeyAdded = 1,

    /// <summary>A key got an end, at once or later.</summary>
    KeyEnds = 2,

    /// <summary>The end of a key was taken back.</summary>
    KeyGoesOn = 3,
    ClientShutOut = 4,
    ClientLetIn = 5,
}

internal sealed class PortalAccessChangeConfiguration : IEntityTypeConfiguration<PortalAccessChange>
{
    public void Configure(EntityTypeBuilder<PortalAccessChange> builder)
    {
        builder.ToTable("portal_access_changes").HasKey(c => c.Id);
        builder.HasIndex(c => new { c.ClientId, c.At });
    }
}
