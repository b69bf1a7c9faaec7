using System.Text.Json;
using Adapters.Exchange;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Desk;

/// <summary>
/// A filled day list that a clerk handed in, with what came of each of its rows: the bureau's receipt. Its bytes are kept as
/// the received payload of the same hash. The same bytes again are this sheet again.
/// </summary>
internal sealed class AnswerSheet
{
    public Guid Id { get; init; }
    public required string BureauCode { get; init; }

    /// <summary>As the clerk's computer calls it.</summary>
    public required string Name { get; init; }

    public required string Sha256 { get; init; }
    public required string HandedInBy { get; init; }
    public DateTimeOffset HandedInAt { get; init; }

    /// <summary>False when nothing of it could be taken: <see cref="Rows"/> then says the one reason.</summary>
    public bool IsReadable { get; init; }

    /// <summary>Its <c>R</c> rows, those nobody filled included.</summary>
    public int Records { get; init; }

    public int Taken { get; init; }
    public int Refused { get; init; }

    /// <summary>The rows' fates as JSON (see <see cref="ReadRows"/>); codes and lines, nothing of the acts.</summary>
    public required string Rows { get; init; }

    /// <summary>How often these bytes were handed in.</summary>
    public int Times { get; set; }

    /// <summary>When they last were.</summary>
    public DateTimeOffset LastAt { get; set; }

    /// <summary>What came of each filled row, in the order of the file.</summary>
    public IReadOnlyList<ReceiptRow> ReadRows() =>
        JsonSerializer.Deserialize<List<ReceiptRow>>(Rows, JsonSerializerOptions.Web) ?? [];

    /// <summary>Rows as they are kept.</summary>
    public static string WriteRows(IReadOnlyList<ReceiptRow> rows) =>
        JsonSerializer.Serialize(rows, JsonSerializerOptions.Web);
}

internal sealed class AnswerSheetConfiguration : IEntityTypeConfiguration<AnswerSheet>
{
    public void Configure(EntityTypeBuilder<AnswerSheet> builder)
    {
        builder.ToTable("answer_sheets").HasKey(s => s.Id);
        builder.HasIndex(s => new { s.BureauCode, s.Sha256 }).IsUnique();
        builder.HasIndex(s => new { s.BureauCode, s.LastAt });
    }
}
