using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Exchange;

/// <summary>Files that nobody answered are sent again after 4, 8 and 12 hours; then a person is asked to call (domain.md §7).</summary>
internal sealed class ResendUnacknowledged(HubStore store, IOptions<ExchangeOptions> options)
{
    private const int BatchSize = 100;

    /// <summary>Looks after every file whose time has come.</summary>
    public Task RunAsync(CancellationToken ct) =>
        store.WriteAsync(
            async session =>
            {
                var due = await session
                    .Db.ExchangeFiles.Where(f => f.State == FileState.Sent && f.NextResendAt <= session.Now)
                    .OrderBy(f => f.NextResendAt)
                    .Take(BatchSize)
                    .ToListAsync(ct);
                due.ForEach(file => Resend(file, session));
            },
            ct
        );

    private void Resend(ExchangeFile file, WriteSession session)
    {
        file.Resends++;
        OutgoingFiles.Send(file, "out", session);
        file.NextResendAt =
            file.Resends < options.Value.ResendAfter.Count
                ? file.SentAt + options.Value.ResendAfter[file.Resends]
                : null;
        if (file.NextResendAt is null)
        {
            Incident.Open(
                session,
                "file_unacknowledged",
                $"'{file.Name}' was sent {file.Resends + 1} times and never answered: call the partner.",
                file.Partner
            );
        }
    }
}
