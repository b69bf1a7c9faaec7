using System.Globalization;
using Adapters.Exchange;
using NodaTime;
using NodaTime.Text;

namespace Adapters.Post;

/// <summary>The files the post sends: <c>MAC</c>, <c>MRS</c>, <c>EVT</c>, <c>RET</c> (columns: docs/partners/post-files.md).</summary>
public static class PostFile
{
    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu-MM-dd'T'HH:mm:ss"
    );

    /// <summary>A manifest was accepted or refused as a whole.</summary>
    public static PostReading<ManifestVerdict> ReadVerdicts(ReadOnlyMemory<byte> bytes) =>
        Read(
            bytes,
            ["file", "status"],
            (row, problems) =>
            {
                var status = row["status"];
                if (status is not ("accepted" or "refused"))
                {
                    problems.Add(
                        new RowProblem(row.Line, "status", "status_unknown", "Expected: accepted or refused.")
                    );
                    return null;
                }

                return new ManifestVerdict(
                    row["file"],
                    status == "accepted",
                    Optional(row["code"]),
                    Optional(row["message"])
                );
            }
        );

    /// <summary>The items of a manifest, one by one.</summary>
    public static PostReading<ItemVerdict> ReadItems(ReadOnlyMemory<byte> bytes) =>
        Read(
            bytes,
            ["item", "status"],
            (row, problems) =>
            {
                if (ItemOf(row, problems) is not { } item)
                {
                    return null;
                }

                var status = row["status"];
                if (status is not ("accepted" or "refused"))
                {
                    problems.Add(
                        new RowProblem(row.Line, "status", "status_unknown", "Expected: accepted or refused.")
                    );
                    return null;
                }

                return new ItemVerdict(
                    item,
                    status == "accepted",
                    Optional(row["reason"]),
                    Whole(row["weight_found"]),
                    Optional(row["office"])
                );
            }
        );

    /// <summary>What happened to items on their way.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="zone">The zone of wall-clock times without <c>Z</c>.</param>
    public static PostReading<TrackingEvent> ReadEvents(ReadOnlyMemory<byte> bytes, DateTimeZone zone) =>
        Read(
            bytes,
            ["item", "event_code", "event_time"],
            (row, problems) =>
            {
                var item = ItemOf(row, problems);
                var at = TimeOf(row, zone, problems);
                var code = row["event_code"].ToUpperInvariant();
                if (!TrackingCodes.IsKnown(code))
                {
                    problems.Add(
                        new RowProblem(
                            row.Line,
                            "event_code",
                            "event_code_unknown",
                            "The code is not in the EMSEVT list."
                        )
                    );
                    return null;
                }

                return item is null || at is null
                    ? null
                    : new TrackingEvent(
                        item,
                        code,
                        at.Value,
                        Optional(row["office"]),
                        Optional(row["country"]),
                        Optional(row["reason"]),
                        Optional(row["action"]),
                        Optional(row["signatory"])
                    );
            }
        );

    /// <summary>Items that came back to the sender.</summary>
    public static PostReading<ReturnedItem> ReadReturns(ReadOnlyMemory<byte> bytes, DateTimeZone zone) =>
        Read(
            bytes,
            ["item", "returned_at"],
            (row, problems) =>
            {
                var item = ItemOf(row, problems);
                var at = TimeOf(row, zone, problems, "returned_at");
                return item is null || at is null
                    ? null
                    : new ReturnedItem(item, at.Value, Optional(row["reason"]));
            }
        );

    private static PostReading<T> Read<T>(
        ReadOnlyMemory<byte> bytes,
        IReadOnlyCollection<string> columns,
        Func<RecordRow, List<RowProblem>, T?> read
    )
        where T : class
    {
        switch (RecordFile.Read(bytes, CsvProfile.Utf8, columns))
        {
            case RecordFileReading.Unreadable unreadable:
                return new PostReading<T>([], [unreadable.Problem], IsReadable: false, 0);
            case RecordFileReading.Readable readable:
                var rows = new List<T>();
                var problems = new List<RowProblem>(readable.Problems);
                foreach (var row in readable.File.Rows)
                {
                    if (read(row, problems) is { } good)
                    {
                        rows.Add(good);
                    }
                }

                return new PostReading<T>(rows, problems, IsReadable: true, readable.File.Rows.Count);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static string? ItemOf(RecordRow row, List<RowProblem> problems)
    {
        switch (S10Item.Parse(row["item"]))
        {
            case S10Reading.Valid valid:
                return valid.Item.ToString();
            case S10Reading.Refused refused:
                problems.Add(new RowProblem(row.Line, "item", refused.Code, refused.Message));
                return null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static DateTimeOffset? TimeOf(
        RecordRow row,
        DateTimeZone zone,
        List<RowProblem> problems,
        string column = "event_time"
    )
    {
        var text = row[column];
        if (InstantPattern.General.Parse(text) is { Success: true, Value: var instant })
        {
            return instant.ToDateTimeOffset();
        }

        if (Local.Parse(text.Replace(' ', 'T')) is { Success: true, Value: var local })
        {
            // Clocks that jump or repeat are the post's, not ours: the earlier reading is as good as any.
            return zone.AtLeniently(local).ToDateTimeOffset();
        }

        problems.Add(
            new RowProblem(row.Line, column, "time_wrong", "Expected: 2026-11-23T14:05:00, local, or with Z.")
        );
        return null;
    }

    private static string? Optional(string text) => text.Length == 0 ? null : text;

    private static int? Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>What came of reading a file of the post.</summary>
/// <param name="Rows">The good rows.</param>
/// <param name="Problems">The refused rows, or why the whole file is unreadable.</param>
/// <param name="IsReadable">False: nothing of it may be applied.</param>
/// <param name="Records">Rows in the file.</param>
public sealed record PostReading<T>(
    IReadOnlyList<T> Rows,
    IReadOnlyList<RowProblem> Problems,
    bool IsReadable,
    int Records
);

/// <summary>The post's answer to a manifest file.</summary>
public sealed record ManifestVerdict(string File, bool Accepted, string? Code, string? Message);

/// <summary>The post's answer to one item of a manifest.</summary>
public sealed record ItemVerdict(
    string Item,
    bool Accepted,
    string? Reason,
    int? WeightFound,
    string? Office
);

/// <summary>One event of one item.</summary>
public sealed record TrackingEvent(
    string Item,
    string Code,
    DateTimeOffset At,
    string? Office,
    string? Country,
    string? Reason,
    string? Action,
    string? Signatory
);

/// <summary>An item that came back.</summary>
public sealed record ReturnedItem(string Item, DateTimeOffset ReturnedAt, string? Reason);
