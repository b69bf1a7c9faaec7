using Adapters.Exchange;
using Adapters.Post;
using Hub.Exchange;
using Hub.Storage;
using NodaTime;

namespace Hub.Shipping;

/// <summary>The post's <c>RET</c> file: letters that came back.</summary>
internal sealed class ReturnFileReader(TrackingVocabulary vocabulary) : IFileReader
{
    private static readonly DateTimeZone Casablanca = DateTimeZoneProviders.Tzdb["Africa/Casablanca"];

    public FileKind Kind => FileKind.RET;

    public async Task<FileVerdict> ApplyAsync(IncomingFile file, WriteSession session, CancellationToken ct)
    {
        var reading = PostFile.ReadReturns(file.Content, Casablanca);
        var rows = reading.Rows.Select(r => new TrackingEventRow
        {
            Id = session.NewId(),
            Item = r.Item,
            Code = TrackingEvent.ReturnedCode,
            At = r.ReturnedAt.ToStoredPrecision(),
            Office = r.Office ?? "",
            Reason = r.Reason,
            ReceivedAt = session.Now,
            FileName = file.Name.ToString(),
        });
        var problems = await Tracking.ApplyAsync([.. rows], vocabulary, session, ct);
        return new FileVerdict(reading.IsReadable, reading.Records, [], [.. reading.Problems, .. problems]);
    }
}
