using System.Data.Common;
using System.Globalization;

namespace Hub.Storage;

/// <summary>Times as both stores can keep them.</summary>
internal static class StoredTime
{
    /// <summary>
    /// The same moment, cut to whole milliseconds: PostgreSQL keeps microseconds and rounds, and a due time must never
    /// read back later than the moment it was written at.
    /// </summary>
    public static DateTimeOffset ToStoredPrecision(this DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    /// <summary>A UTC moment from a column that both stores keep in their own way.</summary>
    public static DateTimeOffset GetUtc(this DbDataReader reader, int ordinal) =>
        new(DateTime.SpecifyKind(reader.GetDateTime(ordinal), DateTimeKind.Utc));

    /// <summary>A UTC moment from a scalar, or null: SQLite gives text for an expression, PostgreSQL a moment.</summary>
    public static DateTimeOffset? ToUtc(this object? scalar) =>
        scalar switch
        {
            DateTime at => new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)),
            string text => DateTimeOffset.Parse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
            ),
            _ => null,
        };
}
