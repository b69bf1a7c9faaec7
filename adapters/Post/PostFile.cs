using System.Diagnostics;
using Adapters.Exchange;
using NodaTime;

namespace Adapters.Post;

/// <summary>
/// The files the post sends: <c>MAC</c>, <c>MRS</c>, <c>EVT</c>, <c>RET</c>, <c>INV</c> (columns and examples: docs/partners/post-files.md).
/// A file that is not complete by its own count is unreadable as a whole; in a complete one every wrong row is named and the
/// others count.
/// </summary>
public static class PostFile
{
    private static readonly CsvProfile Profile = CsvProfile.Utf8 with { AllowsPlainRows = true };

    /// <summary>A manifest was accepted or refused as a file.</summary>
    public static PostReading<ManifestVerdict> ReadVerdicts(ReadOnlyMemory<byte> bytes) =>
        Read(bytes, ["file", "sha256", "status", "code"], row => row.ReadVerdict());

    /// <summary>The items of a manifest, one by one.</summary>
    public static PostReading<ItemVerdict> ReadItems(ReadOnlyMemory<byte> bytes) =>
        Read(
            bytes,
            ["item", "status", "reason", "weight_found", "postage_charged", "office", "at"],
            row => row.ReadItem()
        );

    /// <summary>What happened to letters on their way.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="zone">The post's own zone, for wall-clock times of offices in its country.</param>
    public static PostReading<TrackingEvent> ReadEvents(ReadOnlyMemory<byte> bytes, DateTimeZone zone) =>
        Read(
            bytes,
            ["item", "event_code", "event_time", "office", "country", "reason", "action"],
            row => row.ReadEvent(zone)
        );

    /// <summary>Letters that came back to the sender.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="zone">The post's own zone.</param>
    public static PostReading<ReturnedItem> ReadReturns(ReadOnlyMemory<byte> bytes, DateTimeZone zone) =>
        Read(bytes, ["item", "returned_at", "office", "reason"], row => row.ReadReturn(zone));

    /// <summary>What the post wants to be paid for, letter by letter.</summary>
    public static PostReading<BilledLetter> ReadBilling(ReadOnlyMemory<byte> bytes) =>
        Read(bytes, ["invoice", "line", "item", "postage_charged"], row => row.ReadBilling());

    private static PostReading<T> Read<T>(
        ReadOnlyMemory<byte> bytes,
        IReadOnlyCollection<string> columns,
        Func<PostRowReader, T> read
    )
        where T : class
    {
        switch (RecordFile.Read(bytes, Profile, columns))
        {
            case RecordFileReading.Unreadable unreadable:
                return new PostReading<T>([], [unreadable.Problem], IsReadable: false, 0);
            case RecordFileReading.Readable readable:
                var rows = new List<T>();
                var lines = new List<int>();
                var problems = new List<RowProblem>(readable.Problems);
                foreach (var row in readable.File.Rows)
                {
                    var reader = new PostRowReader(row);
                    var value = read(reader);
                    if (reader.Problems.Count == 0)
                    {
                        rows.Add(value);
                        lines.Add(row.Line);
                    }

                    problems.AddRange(reader.Problems);
                }

                return new PostReading<T>(rows, problems, IsReadable: true, readable.File.RowCount)
                {
                    Lines = lines,
                    IsPlain = readable.File.IsPlain,
                };
            default:
                throw new UnreachableException();
        }
    }
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
)
{
    /// <summary>Does the file not count its rows itself?</summary>
    public bool IsPlain { get; init; }

    /// <summary>The line of the file on which each of <see cref="Rows"/> stands.</summary>
    public IReadOnlyList<int> Lines { get; init; } = [];
}

/// <summary>The post's answer to a manifest file.</summary>
/// <param name="File">The name of the manifest.</param>
/// <param name="Sha256">The hash of the bytes the post judged, lower-case hex: the answer is to these bytes only.</param>
/// <param name="Accepted">The file was taken; each letter's own answer comes in <c>MRS</c>.</param>
/// <param name="Code">Why it was refused; null when accepted.</param>
/// <param name="Message">For a person.</param>
public sealed record ManifestVerdict(
    string File,
    string Sha256,
    bool Accepted,
    string? Code,
    string? Message
);

/// <summary>The post's answer to one item of a manifest.</summary>
/// <param name="File">
/// The name of the manifest, as a number refused there may be accepted in a later one; null when the post does not say: then it
/// is the last one with the letter.
/// </param>
/// <param name="Item">The S10 number.</param>
/// <param name="Reason">Why it was refused; null when accepted.</param>
/// <param name="WeightFound">Grams, when the post weighed it.</param>
/// <param name="PostageChargedCentimes">What the post will bill, in centimes of a dirham, when it said so.</param>
/// <param name="At">When it was decided; null when the post did not say.</param>
public sealed record ItemVerdict(
    string? File,
    string Item,
    bool Accepted,
    string? Reason,
    int? WeightFound,
    long? PostageChargedCentimes,
    string? Office,
    DateTimeOffset? At
);

/// <summary>A letter that came back.</summary>
public sealed record ReturnedItem(string Item, DateTimeOffset ReturnedAt, string? Office, string? Reason)
{
    /// <summary>As one of the letter's events, so that its status follows from the set of them.</summary>
    public TrackingEvent ToEvent() =>
        new(Item, TrackingEvent.ReturnedCode, ReturnedAt, Office, Countries.Morocco, Reason, null, null);
}

/// <summary>One line of an invoice.</summary>
/// <param name="Invoice">The invoice's number.</param>
/// <param name="Line">1, 2, 3 … within the invoice.</param>
/// <param name="Item">The S10 number billed.</param>
/// <param name="PostageCentimes">What is asked for it, in centimes of a dirham.</param>
/// <param name="Service"><c>REC_NAT</c> or <c>REC_INT</c>, when the post says so.</param>
/// <param name="WeightGrams">Grams, when the post says so.</param>
/// <param name="PostedOn">The day of the deposit, when the post says so.</param>
public sealed record BilledLetter(
    string Invoice,
    int Line,
    string Item,
    long PostageCentimes,
    string? Service,
    int? WeightGrams,
    DateOnly? PostedOn
);
