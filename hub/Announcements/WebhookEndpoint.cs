using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Announcements;

/// <summary>Where a portal wants its events posted.</summary>
internal sealed class WebhookEndpoint
{
    /// <summary><c>whe_…</c></summary>
    public required string Id { get; init; }

    public required string ClientId { get; init; }
    public required string Url { get; set; }

    /// <summary>The event types wanted; empty: all.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>
    /// <c>whsec_…</c>. Kept readable, because we sign with it; the portal sees it once, when it is made.
    /// </summary>
    public required string Secret { get; set; }

    /// <summary>The secret before the last rotation; signs along until <see cref="FormerSecretUntil"/>.</summary>
    public string? FormerSecret { get; set; }

    public DateTimeOffset? FormerSecretUntil { get; set; }
    public EndpointState State { get; set; } = EndpointState.Active;
    public DateTimeOffset StateSince { get; set; }

    /// <summary>The incident that tells a person of its failing.</summary>
    public Guid? IncidentId { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Does the portal want events of this type here?</summary>
    public bool Wants(string type) => Types.Count == 0 || Types.Contains(type, StringComparer.Ordinal);

    /// <summary>What to sign with now: one secret, or two during a rotation.</summary>
    public IReadOnlyList<string> SecretsAt(DateTimeOffset now) =>
        FormerSecret is { } former && FormerSecretUntil > now ? [Secret, former] : [Secret];
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
