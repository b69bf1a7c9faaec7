using Hub.Sealing;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Announcements;

/// <summary>Where a portal wants its events posted.</summary>
internal sealed class WebhookEndpoint
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary><c>whe_…</c></summary>
    public required string Id { get; init; }

    public required string ClientId { get; init; }
    public required string Url { get; set; }

    /// <summary>The event types wanted; empty: all.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>
    /// <c>whsec_…</c>, sealed: we sign with it; the portal sees it once, when it is made.
    /// </summary>
    public string Secret { get; private set; } = "";

    /// <summary>The secret before the last rotation; signs along until <see cref="FormerSecretUntil"/>.</summary>
    public string? FormerSecret { get; private set; }

    public DateTimeOffset? FormerSecretUntil { get; private set; }
    public EndpointState State { get; set; } = EndpointState.Active;
    public DateTimeOffset StateSince { get; set; }

    /// <summary>The incident that tells a person of its failing.</summary>
    public Guid? IncidentId { get; set; }

    /// <summary>When it last took an event, to the minute: every delivery of a busy endpoint need not write it.</summary>
    public DateTimeOffset? LastDeliveredAt { get; private set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>It has taken an event.</summary>
    public void NoteDelivery(DateTimeOffset at)
    {
        if (LastDeliveredAt is not { } last || at - last >= Minute)
        {
            LastDeliveredAt = at;
        }
    }

    /// <summary>Does the portal want events of this type here?</summary>
    public bool Wants(string type) => Types.Count == 0 || Types.Contains(type, StringComparer.Ordinal);

    /// <summary>What to sign with now: one secret, or two during a rotation.</summary>
    public IReadOnlyList<string> SecretsAt(DateTimeOffset now, Seals seals) =>
        FormerSecret is { } former && FormerSecretUntil > now
            ? [Open(Secret, seals), Open(former, seals)]
            : [Open(Secret, seals)];

    /// <summary>Signs with this secret from now on, and with no other.</summary>
    public void SignWith(string secret, Seals seals) =>
        Secret = seals.SealText(SealPurpose.WebhookSecrets, Id, secret);

    /// <summary>Signs with this secret from now on, and with the one before it for a while.</summary>
    public void RotateTo(string secret, DateTimeOffset formerUntil, Seals seals)
    {
        FormerSecret = Secret;
        FormerSecretUntil = formerUntil;
        SignWith(secret, seals);
    }

    /// <summary>Nobody has to look after it any more: why stands in the incident.</summary>
    public async Task ResolveIncidentAsync(string resolution, WriteSession session, CancellationToken ct)
    {
        if (
            IncidentId is { } id
            && await session.Db.Incidents.FindAsync([id], ct) is { ResolvedAt: null } incident
        )
        {
            incident.ResolvedAt = session.Now;
            incident.ResolvedBy = "system";
            incident.Resolution = resolution;
        }

        IncidentId = null;
    }

    private string Open(string secret, Seals seals) => seals.OpenText(SealPurpose.WebhookSecrets, Id, secret);
}

/// <summary>Whether an endpoint is posted to.</summary>
internal enum EndpointState
{
    Active = 1,

    /// <summary>An event could not be delivered in three days. New events are still tried; the first success ends it.</summary>
    Failing = 2,

    /// <summary>It answered 410: nothing is posted to it any more.</summary>
    Disabled = 3,
}

internal sealed class WebhookEndpointConfiguration : IEntityTypeConfiguration<WebhookEndpoint>
{
    public void Configure(EntityTypeBuilder<WebhookEndpoint> builder)
    {
        builder.ToTable("webhook_endpoints").HasKey(e => e.Id);
        builder.HasIndex(e => e.ClientId);
        builder.Property(e => e.Types).HasJsonConversion();
    }
}
