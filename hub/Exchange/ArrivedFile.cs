using System.Security.Cryptography;
using System.Text;
using Adapters.Exchange;
using Hub.Audit;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Exchange;

/// <summary>A file as it lies before us, with what came under its name before.</summary>
/// <param name="Name">Its name, read; null when it is none of ours.</param>
/// <param name="Body">Its bytes; none when they were more than we read.</param>
/// <param name="Same">The row of the same name and content, if it came before.</param>
/// <param name="Others">Rows of the same name with other content.</param>
internal sealed record ArrivedFile(
    string Partner,
    Drop Drop,
    ExchangeFileName? Name,
    FileBody Body,
    string Sha256,
    ExchangeFile? Same,
    IReadOnlyList<ExchangeFile> Others
)
{
    /// <summary>How the archive of everything received calls files.</summary>
    public const string Channel = "file";

    private static readonly FileBody Unread = FileBody.Of(ReadOnlyMemory<byte>.Empty);

    /// <summary>Looks up what is known of a file; <paramref name="body"/> is null when it is larger than we read.</summary>
    public static async Task<ArrivedFile> LookUpAsync(
        string partner,
        Drop drop,
        FileBody? body,
        WriteSession session,
        CancellationToken ct
    )
    {
        var hash =
            body?.Sha256
            // What was not read has no hash; its seal or its size tells it from others of its name.
            ?? drop.Seal?.Sha256
            ?? HashOf(Encoding.UTF8.GetBytes($"{drop.Name}:{drop.Bytes}"));
        var before = await session
            .Db.ExchangeFiles.Where(f =>
                f.Partner == partner && f.Direction == FileDirection.In && f.Name == drop.Name
            )
            .ToListAsync(ct);
        var same = before.Find(f => f.Sha256 == hash);
        return new ArrivedFile(
            partner,
            drop,
            ExchangeFileName.Parse(drop.Name),
            body ?? Unread,
            hash,
            same,
            [.. before.Where(f => f != same)]
        );
    }

    /// <summary>As the archive of everything received keeps it.</summary>
    public Arrival ToArrival() =>
        new(Channel, Partner, Drop.Name, FileContents.ForRow(Body)) { Sha256 = Body.Sha256 };

    /// <summary>Its row: the one it has, or a new one with its bytes.</summary>
    public async Task<ExchangeFile> RowAsync(WriteSession session, CancellationToken ct)
    {
        if (Same is not null)
        {
            return Same;
        }

        var row = new ExchangeFile
        {
            Id = session.NewId(),
            Partner = Partner,
            Direction = FileDirection.In,
            // A name that cannot be read tells no kind; the name itself is kept.
            Kind = Name?.Kind ?? FileKind.ERR,
            Name = Drop.Name,
            Sha256 = Sha256,
            Content = FileContents.ForRow(Body),
            Bytes = Body.Length,
            CreatedAt = session.Now,
        };
        session.Db.ExchangeFiles.Add(row);
        await FileContents.WritePartsAsync(row.Id, Body, session, ct);
        return row;
    }

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
