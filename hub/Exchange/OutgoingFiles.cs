using System.Globalization;
using System.Text.Json;
using Adapters.Exchange;
using Hub.Storage;
using Hub.Work;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Hub.Exchange;

/// <summary>
/// Composes files: the sequence number, the bytes and the intention to send them are one transaction, so a number is never
/// given twice and never lost.
/// </summary>
internal sealed class OutgoingFiles(IOptions<ExchangeOptions> options)
{
    private static readonly DateTimeZone Casablanca = DateTimeZoneProviders.Tzdb["Africa/Casablanca"];

    /// <summary>Composes the partner's next file of a kind.</summary>
    /// <param name="partner">Whose area it goes to.</param>
    /// <param name="bureau">The bureau in the name.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="folder"><c>out</c> or <c>ack</c>.</param>
    /// <param name="compose">Makes the bytes, given the name.</param>
    /// <param name="session">The transaction.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<OutgoingFile> ComposeAsync(
        string partner,
        string bureau,
        FileKind kind,
        string folder,
        Func<ExchangeFileName, ComposedFile> compose,
        WriteSession session,
        CancellationToken ct
    )
    {
        var counter = $"file:{partner}:{bureau}:{kind}";
        var number = await session.NextNumberAsync(counter, 1, ct);
        var sequence = (int)((number - 1) % ExchangeFileName.MaxSequence) + 1;
        var today = Instant.FromDateTimeOffset(session.Now).InZone(Casablanca).Date.ToDateOnly();
        var name = new ExchangeFileName(kind, bureau, today, sequence, options.Value.Environment == "T");
        switch (compose(name))
        {
            case ComposedFile.Done done:
                return new OutgoingFile.Composed(await KeepAsync(partner, name, folder, done, session, ct));
            case ComposedFile.Unwritable unwritable:
                // The number goes back, its row is still held: a number without a file would be a gap to the partner.
                await session.NextNumberAsync(counter, -1, ct);
                return new OutgoingFile.Unwritable(unwritable.Problem);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Intends to write a file (again): the area is asked first whether it is there.</summary>
    public static void Send(ExchangeFile file, string folder, WriteSession session) =>
        session.Work.Intend(
            new NewWorkItem(
                "put-file",
                file.Partner,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"file:{file.Partner}:{file.Name}:{file.Resends}"
                ),
                JsonSerializer.Serialize(new PutFileInput(file.Id, folder)),
                null
            )
        );

    private static async Task<ExchangeFile> KeepAsync(
        string partner,
        ExchangeFileName name,
        string folder,
        ComposedFile.Done done,
        WriteSession session,
        CancellationToken ct
    )
    {
        var file = new ExchangeFile
        {
            Id = session.NewId(),
            Partner = partner,
            Direction = FileDirection.Out,
            Kind = name.Kind,
            Name = name.ToString(),
            Sequence = name.Sequence,
            Sha256 = done.Body.Sha256,
            Records = done.Records,
            Content = FileContents.ForRow(done.Body),
            Bytes = done.Body.Length,
            State = FileState.Composed,
            CreatedAt = session.Now,
        };
        session.Db.ExchangeFiles.Add(file);
        await FileContents.WritePartsAsync(file.Id, done.Body, session, ct);
        done.Body.Dispose();
        Send(file, folder, session);
        return file;
    }
}

/// <summary>What came of composing a file.</summary>
internal abstract record OutgoingFile
{
    private OutgoingFile() { }

    /// <summary>Its bytes are fixed and it is on its way.</summary>
    public sealed record Composed(ExchangeFile File) : OutgoingFile;

    /// <summary>The partner's charset cannot hold this field; nothing was kept.</summary>
    public sealed record Unwritable(RowProblem Problem) : OutgoingFile;

    /// <summary>The file, of a kind whose charset holds everything.</summary>
    public ExchangeFile Required =>
        this is Composed composed
            ? composed.File
            : throw new InvalidOperationException("A file in UTF-8 can hold every text.");
}

/// <summary>Which file is to be written where.</summary>
internal sealed record PutFileInput(Guid FileId, string Folder);
