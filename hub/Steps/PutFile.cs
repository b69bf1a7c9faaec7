using System.Text.Json;
using Adapters.Exchange;
using Hub.Exchange;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Workflows.Feel;

namespace Hub.Steps;

/// <summary>Writes one composed file into a partner's area. Whether an unfinished write arrived, the area itself tells.</summary>
internal sealed class PutFile(
    HubStore store,
    PartnerAreas areas,
    FileContents contents,
    IOptions<ExchangeOptions> options
) : IWorkHandler
{
    public string Type => "put-file";

    public async Task<WorkOutcome> RunAsync(WorkItem item, CancellationToken ct)
    {
        var (file, folder) = await ReadAsync(item, ct);
        try
        {
            using var body = await contents.OpenAsync(file.Id, ct);
            await areas
                .Open(file.Partner)
                .PutAsync(folder, file.Name, body, file.Records, Repetition(file), ct);
            return Done();
        }
        catch (DropConflictException exception)
        {
            return new WorkOutcome.Refused("file_name_taken", exception.Message, FeelContext.Empty);
        }
    }

    public async Task<WorkOutcome?> CheckAsync(WorkItem item, CancellationToken ct)
    {
        var (file, folder) = await ReadAsync(item, ct);
        var state = await areas.Open(file.Partner).FindAsync(folder, file.Name, file.Sha256, ct);
        return state == DropState.Complete ? Done() : null;
    }

    public async Task BookAsync(
        WorkItem item,
        WorkOutcome outcome,
        WriteSession session,
        CancellationToken ct
    )
    {
        var id = JsonSerializer.Deserialize<PutFileInput>(item.Input)!.FileId;
        var file = await session.Db.ExchangeFiles.FirstAsync(f => f.Id == id, ct);
        if (outcome is not WorkOutcome.Done || file.State is not (FileState.Composed or FileState.Sent))
        {
            return;
        }

        file.State = FileState.Sent;
        file.SentAt ??= session.Now;
        // Receipts and verdicts are themselves answers: nobody answers them.
        file.NextResendAt =
            file.Kind is FileKind.REQ or FileKind.MAN && file.Resends < options.Value.ResendAfter.Count
                ? file.SentAt + options.Value.ResendAfter[file.Resends]
                : null;
    }

    /// <summary>A file that went out before is marked: the partner may have it already.</summary>
    private static PossibleDuplicate? Repetition(ExchangeFile file) =>
        file is { Resends: > 0, SentAt: { } first } ? new PossibleDuplicate(file.Resends + 1, first) : null;

    private static WorkOutcome.Done Done() => new(FeelContext.Empty, TransmissionLevel.SentBlind, null);

    private async Task<(ExchangeFile File, string Folder)> ReadAsync(WorkItem item, CancellationToken ct)
    {
        var input = JsonSerializer.Deserialize<PutFileInput>(item.Input)!;
        var file = await store.ReadAsync(db => db.ExchangeFiles.FirstAsync(f => f.Id == input.FileId, ct));
        return (file, input.Folder);
    }
}
