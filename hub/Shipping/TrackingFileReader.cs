using Adapters.Exchange;
using Adapters.Post;
using Hub.Exchange;
using Hub.Storage;
using NodaTime;

namespace Hub.Shipping;

/// <summary>The post's <c>EVT</c> and <c>RET</c> files: what happened to letters on their way, and those that came back.</summary>
internal sealed class TrackingFileReader(FileKind kind, Tracking tracking) : IFileReader
{
    private static readonly DateTimeZone Casablanca = DateTimeZoneProviders.Tzdb[PostOptions.Casablanca];

    public FileKind Kind => kind;

    public Task<FileVerdict> ApplyAsync(IncomingFile file, WriteSession session, CancellationToken ct)
    {
        if (kind == FileKind.EVT)
        {
            var reading = PostFile.ReadEvents(file.Content, Casablanca);
            return ApplyAsync(reading, reading.Rows, file, session, ct);
        }

        var returns = PostFile.ReadReturns(file.Content, Casablanca);
        return ApplyAsync(returns, returns.Rows.Select(r => r.ToEvent()), file, session, ct);
    }

    private async Task<FileVerdict> ApplyAsync<T>(
        PostReading<T> reading,
        IEnumerable<TrackingEvent> events,
        IncomingFile file,
        WriteSession session,
        CancellationToken ct
    )
    {
        if (file.FindFault(reading) is { } fault)
        {
            return fault;
        }

        var rows = events.Select((e, i) => (reading.Lines[i], TrackingEventRow.Of(e, file, session)));
        var fates = await tracking.ApplyAsync([.. rows], session, ct);
        return FileVerdict.Applied(
            reading.Records,
            [.. fates, .. reading.Problems.Select(problem => new ReceiptRow(problem.Line, "", problem))]
        );
    }
}
