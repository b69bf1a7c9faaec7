using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Operations.Ledgers;

/// <summary>
/// Money, documents and parcels held against each other at one moment: <c>issued = in manifests + on desks</c>, and what is in
/// a manifest is paid for. Kept for good.
/// </summary>
internal sealed class LedgerBalance
{
    public Guid Id { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Orders whose documents are issued.</summary>
    public int Issued { get; init; }

    /// <summary>Documents of those.</summary>
    public int Copies { get; init; }

    /// <summary>Lines of manifests that carry them.</summary>
    public int InManifests { get; init; }

    /// <summary>Orders whose documents lie in their bureau.</summary>
    public int OnDesks { get; init; }

    /// <summary>What the citizens of the orders in manifests were to pay.</summary>
    public long PriceCentimes { get; init; }

    /// <summary>What we hold of that.</summary>
    public long HeldCentimes { get; init; }

    /// <summary>Orders that do not fit.</summary>
    public int Faults { get; init; }

    /// <summary>Documents that are nowhere, or (negative) in two places.</summary>
    public int Missing => Issued - InManifests - OnDesks;

    /// <summary>The sums over these orders.</summary>
    public static LedgerBalance Of(Guid id, DateTimeOffset at, IReadOnlyList<IssuedOrder> orders) =>
        new()
        {
            Id = id,
            At = at,
            Issued = orders.Count,
            Copies = orders.Sum(o => o.Copies),
            InManifests = orders.Sum(o => o.Lines),
            OnDesks = orders.Count(o => o.IsOnDesk),
            PriceCentimes = orders.Where(o => o.IsPaidFor).Sum(o => o.PriceCentimes),
            HeldCentimes = orders.Where(o => o.IsPaidFor).Sum(o => o.HeldCentimes),
            Faults = orders.Count(o => o.Fault is not null),
        };
}

internal sealed class LedgerBalanceConfiguration : IEntityTypeConfiguration<LedgerBalance>
{
    public void Configure(EntityTypeBuilder<LedgerBalance> builder)
    {
        builder.ToTable("ledger_balances").HasKey(b => b.Id);
        builder.HasIndex(b => b.At);
        builder.Ignore(b => b.Missing);
    }
}
