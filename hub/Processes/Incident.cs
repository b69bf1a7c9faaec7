using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Processes;

/// <summary>Something only a person can solve. It stays until somebody resolves it, and is kept afterwards.</summary>
internal sealed class Incident
{
    public Guid Id { get; init; }

    /// <summary>Stable, lower_snake_case; its meaning and remedy stand in <c>config/texts/*/incidents.json</c>.</summary>
    public required string Code { get; init; }

    /// <summary>What happened, with positions and values, without personal data.</summary>
    public required string Message { get; init; }

    public Guid? OrderId { get; init; }
    public Guid? InstanceId { get; init; }
    public int? ElementInstance { get; init; }
    public string? ElementId { get; init; }
    public Guid? WorkItemId { get; init; }

    /// <summary>The partner concerned: <c>cmi</c>, <c>post</c>, a bureau code, a portal client id; null when it is our own.</summary>
    public string? Partner { get; init; }

    public DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? ResolvedAt { get; set; }
    public string? ResolvedBy { get; set; }
    public string? Resolution { get; set; }

    /// <summary>Asks for a person, unless the same is being asked already: partners repeat what was not to their liking.</summary>
    /// <returns>False when it is being asked already.</returns>
    public static async Task<bool> OpenOnceAsync(
        WriteSession session,
        string code,
        string message,
        string? partner,
        Guid? orderId,
        CancellationToken ct
    )
    {
        if (
            session.Db.Incidents.Local.Any(i => i.Code == code && i.Message == message)
            || await session.Db.Incidents.AnyAsync(
                i => i.ResolvedAt == null && i.Code == code && i.Message == message,
                ct
            )
        )
        {
            return false;
        }

        Open(session, code, message, partner, orderId);
        return true;
    }

    /// <summary>Asks for a person, in the transaction that found out.</summary>
    public static Incident Open(
        WriteSession session,
        string code,
        string message,
        string? partner,
        Guid? orderId = null
    )
    {
        var incident = new Incident
        {
            Id = session.NewId(),
            Code = code,
            Message = message,
            Partner = partner,
            OrderId = orderId,
            OpenedAt = session.Now,
        };
        session.Db.Incidents.Add(incident);
        return incident;
    }
}

internal sealed class IncidentConfiguration : IEntityTypeConfiguration<Incident>
{
    public void Configure(EntityTypeBuilder<Incident> builder)
    {
        builder.ToTable("incidents").HasKey(i => i.Id);
        builder.HasIndex(i => i.OrderId);
        builder.HasIndex(i => new { i.InstanceId, i.ElementInstance });
        builder.HasIndex(i => i.ResolvedAt);
    }
}
