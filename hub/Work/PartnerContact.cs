using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Work;

/// <summary>How our looking at one partner goes: where we stopped reading, and since when it fails.</summary>
internal sealed class PartnerContact
{
    /// <summary>A bureau code, or <c>post</c>.</summary>
    public required string Partner { get; init; }

    /// <summary>What is looked at: <c>files</c> or <c>answers</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>Where reading goes on; null from the beginning.</summary>
    public string? Cursor { get; set; }

    /// <summary>Null while all is well.</summary>
    public DateTimeOffset? FailingSince { get; set; }

    public string? LastError { get; set; }

    /// <summary>The incident opened for it; resolved by itself when the partner answers again.</summary>
    public Guid? IncidentId { get; set; }
}

internal sealed class PartnerContactConfiguration : IEntityTypeConfiguration<PartnerContact>
{
    public void Configure(EntityTypeBuilder<PartnerContact> builder) =>
        builder.ToTable("partner_contacts").HasKey(c => new { c.Partner, c.Channel });
}
