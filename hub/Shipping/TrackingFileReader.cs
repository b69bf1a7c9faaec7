using Adapters.Exchange;
using Adapters.Post;
using Hub.Exchange;
using Hub.Storage;
using NodaTime;

namespace Hub.Shipping;

/// <summary>The post's <c>EVT</c> file: what happened to letters on their way.</summary>
internal sealed class TrackingFileReader(TrackingVocabulary vocabulary) : IFileReader
{
    private static readonly DateTimeZone Casablanca = DateTimeZoneProviders.Tzdb["Africa/Casablanca"];

    public FileKind Kind => FileKind.EVT;

    public async Task<FileVerdict> ApplyAsync(IncomingFile file, WriteSession session, CancellationToken ct)
    {
        var reading = PostFile.ReadEvents(file.Content, Casablanca);
        var rows = reading.Rows.Select(e => new TrackingEventRow
        {
            Id = session.NewId(),
            Item = e.Item,
            Code = e.Code,
            At = e.At.ToStoredPrecision(),
            Office = e.Office ?? "",
            Country = e.Country,
            Reason = e.Reason,
            Action = e.Action,
            ReceivedAt = session.Now,
            FileName = file.Name.ToString(),
        });
        var problems = await Tracking.ApplyAsync([.. rows], vocabulary, session, ct);
        return new FileVerdict(reading.IsReadable, reading.Records, [], [.. reading.Problems, .. problems]);
    }
}
