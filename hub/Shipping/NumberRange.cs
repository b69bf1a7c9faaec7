using Adapters.Post;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Shipping;

/// <summary>A range of registered item numbers that the post assigned to us.</summary>
internal sealed class NumberRange
{
    public Guid Id { get; init; }

    /// <summary>The service indicator: <c>RR</c> …</summary>
    public required string Prefix { get; init; }

    public int From { get; init; }
    public int To { get; init; }

    /// <summary>The next serial number to give out.</summary>
    public int Next { get; set; }

    public DateOnly ValidFrom { get; init; }

    /// <summary>
    /// Takes the next free number, held until the commit: two nodes never give out the same. Null when no range has any left.
    /// </summary>
    public static async Task<S10Item?> TakeAsync(WriteSession session, CancellationToken ct)
    {
        await session.Dialect.LockKeysAsync(session.Transaction, [LockKey]);
        var today = DateOnly.FromDateTime(session.Now.UtcDateTime);
        var range = await session
            .Db.NumberRanges.Where(r => r.Next <= r.To && r.ValidFrom <= today)
            .OrderBy(r => r.ValidFrom)
            .ThenBy(r => r.From)
            .FirstOrDefaultAsync(ct);
        if (range is null)
        {
            return null;
        }

        var item = S10Item.Of(range.Prefix, range.Next);
        range.Next++;
        await session.SaveBusinessRowsAsync(ct);
        return item;
    }

    private const long LockKey = 0x5331_3052_414E_4745;
}

internal sealed class NumberRangeConfiguration : IEntityTypeConfiguration<NumberRange>
{
    public void Configure(EntityTypeBuilder<NumberRange> builder)
    {
        builder.ToTable("number_ranges").HasKey(r => r.Id);
        builder.HasIndex(r => new { r.Prefix, r.From }).IsUnique();
    }
}
