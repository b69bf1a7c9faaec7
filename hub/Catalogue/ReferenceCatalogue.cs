using Microsoft.Extensions.Options;
using Workflows.Time;

namespace Hub.Catalogue;

/// <summary>
/// Bureaus, reasons, calendars and texts as they are now. Read at start, where any problem stops the hub; read again when a
/// file changes, where a problem keeps the former reading in force.
/// </summary>
internal sealed partial class ReferenceCatalogue : IDisposable
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);

    private readonly string folder;
    private readonly ILogger<ReferenceCatalogue> logger;
    private readonly FileSystemWatcher watcher;
    private readonly ITimer settled;
    private readonly Lock merging = new();
    private WorkingCalendars filed;
    private IReadOnlyList<AnnouncedDay> announcedDays = [];
    private IReadOnlyList<AnnouncedPeriod> announcedPeriods = [];
    private volatile ReferenceData data;
    private int readings;

    /// <summary>Reads everything.</summary>
    /// <exception cref="InvalidOperationException">The data has problems; all of them are named.</exception>
    public ReferenceCatalogue(IOptions<CatalogueOptions> options, ILogger<ReferenceCatalogue> logger)
    {
        folder = Path.GetFullPath(options.Value.Folder);
        this.logger = logger;
        data = CatalogueFiles.Read(folder);
        filed = data.Calendars;
        settled = TimeProvider.System.CreateTimer(
            _ => Reload(),
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true, EnableRaisingEvents = true };
        watcher.Changed += (_, _) => settled.Change(Settle, Timeout.InfiniteTimeSpan);
        watcher.Created += (_, _) => settled.Change(Settle, Timeout.InfiniteTimeSpan);
        watcher.Renamed += (_, _) => settled.Change(Settle, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Everything, consistent in itself.</summary>
    public ReferenceData Now => data;

    /// <summary>How often the files were read again: whoever keeps what follows from them can tell when to look.</summary>
    public int Readings => Volatile.Read(ref readings);

    public IReadOnlyList<Bureau> Bureaus => data.Bureaus;
    public WorkingCalendars Calendars => data.Calendars;
    public Texts Texts => data.Texts;

    /// <summary>The bureau with this code, or null.</summary>
    public Bureau? FindBureau(string code) => data.FindBureau(code);

    /// <summary>The bureau with this code, which an order proves to exist.</summary>
    public Bureau Bureau(string code) =>
        data.FindBureau(code)
        ?? throw new InvalidOperationException($"The directory has no bureau '{code}'.");

    /// <summary>The reason with this code, or null.</summary>
    public Reason? FindReason(string? code) => code is null ? null : data.Reasons.GetValueOrDefault(code);

    /// <summary>Reads everything again; a reading with problems is refused and the former one stays.</summary>
    public void Reload()
    {
        try
        {
            Merge(CatalogueFiles.Read(folder), null, null);
            Interlocked.Increment(ref readings);
            LogReloaded(data.Bureaus.Count);
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException)
        {
            LogRefused(exception);
        }
    }

    /// <summary>
    /// Days and hours announced by administrators, oldest first: they rule over the files until the next call.
    /// </summary>
    public void Announce(IReadOnlyList<AnnouncedDay> days, IReadOnlyList<AnnouncedPeriod> periods) =>
        Merge(null, days, periods);

    private void Merge(
        ReferenceData? read,
        IReadOnlyList<AnnouncedDay>? days,
        IReadOnlyList<AnnouncedPeriod>? periods
    )
    {
        lock (merging)
        {
            filed = read?.Calendars ?? filed;
            announcedDays = days ?? announcedDays;
            announcedPeriods = periods ?? announcedPeriods;
            var calendars = filed;
            // A calendar that was taken away takes its announcements with it.
            foreach (var day in announcedDays)
            {
                if (calendars.TryGet(day.Calendar, out var calendar))
                {
                    calendars = calendars.With(day.ApplyTo(calendar));
                }
            }

            foreach (var period in announcedPeriods)
            {
                if (calendars.TryGet(period.Calendar, out var calendar))
                {
                    calendars = calendars.With(period.ApplyTo(calendar));
                }
            }

            data = (read ?? data) with { Calendars = calendars };
        }
    }

    public void Dispose()
    {
        watcher.Dispose();
        settled.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Reference data read: {Bureaus} bureaus")]
    private partial void LogReloaded(int bureaus);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Changed reference data was refused; the former stays in force"
    )]
    private partial void LogRefused(Exception exception);
}
