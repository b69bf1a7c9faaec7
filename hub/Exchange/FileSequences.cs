using Adapters.Exchange;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Exchange;

/// <summary>The sequences of incoming files: one per partner, bureau in the name, and kind; contiguous, beginning again after 999999.</summary>
internal static class FileSequences
{
    /// <summary>Where a file stands in its sequence.</summary>
    public static async Task<FilePlace> PlaceAsync(
        string partner,
        ExchangeFileName name,
        WriteSession session,
        CancellationToken ct
    )
    {
        var last = await LastAsync(partner, name, session, ct);
        var ahead = Ahead(name.Sequence, last);
        if (ahead == 1)
        {
            return new FilePlace.Next();
        }

        if (ahead > 1)
        {
            return new FilePlace.AfterGap((last % ExchangeFileName.MaxSequence) + 1);
        }

        var stream = StreamOf(name);
        var used = await session
            .Db.ExchangeFiles.Where(f =>
                f.Partner == partner
                && f.Direction == FileDirection.In
                && f.Kind == name.Kind
                && f.Sequence == name.Sequence
                && f.State != FileState.Held
            )
            .Select(f => f.Name)
            .ToListAsync(ct);
        return used.Exists(n => ExchangeFileName.Parse(n) is { } other && StreamOf(other) == stream)
            ? new FilePlace.Used()
            : new FilePlace.Late();
    }

    /// <summary>The number of this file has been used; the sequence goes on behind it.</summary>
    public static async Task AdvanceAsync(
        string partner,
        ExchangeFileName name,
        WriteSession session,
        CancellationToken ct
    )
    {
        var last = await LastAsync(partner, name, session, ct);
        if (Ahead(name.Sequence, last) > 0)
        {
            await SetAsync(partner, name, name.Sequence, session, ct);
        }
    }

    /// <summary>Sets the last number used in the sequence of <paramref name="name"/>.</summary>
    public static async Task SetAsync(
        string partner,
        ExchangeFileName name,
        int last,
        WriteSession session,
        CancellationToken ct
    )
    {
        var counter = CounterOf(partner, name);
        var row =
            session.Db.Counters.Local.FirstOrDefault(c => c.Name == counter)
            ?? await session.Db.Counters.FirstOrDefaultAsync(c => c.Name == counter, ct);
        if (row is null)
        {
            session.Db.Counters.Add(new Counter { Name = counter, Value = last });
        }
        else
        {
            row.Value = last;
        }
    }

    /// <summary>Do two names belong to the same sequence of one partner?</summary>
    public static bool IsSameStream(ExchangeFileName a, ExchangeFileName b) => StreamOf(a) == StreamOf(b);

    private static (FileKind, string) StreamOf(ExchangeFileName name) => (name.Kind, name.Bureau);

    private static async Task<int> LastAsync(
        string partner,
        ExchangeFileName name,
        WriteSession session,
        CancellationToken ct
    )
    {
        var counter = CounterOf(partner, name);
        var row =
            session.Db.Counters.Local.FirstOrDefault(c => c.Name == counter)
            ?? await session.Db.Counters.FirstOrDefaultAsync(c => c.Name == counter, ct);
        return (int)(row?.Value ?? 0);
    }

    /// <summary>How far ahead of the last number this one is; half the circle and more counts as behind.</summary>
    private static int Ahead(int sequence, int last)
    {
        var forward = (sequence - last + ExchangeFileName.MaxSequence) % ExchangeFileName.MaxSequence;
        return forward <= ExchangeFileName.MaxSequence / 2 ? forward : forward - ExchangeFileName.MaxSequence;
    }

    private static string CounterOf(string partner, ExchangeFileName name) =>
        $"received:{partner}:{name.Bureau}:{name.Kind}";
}

/// <summary>Where a file stands in its sequence.</summary>
internal abstract record FilePlace
{
    private FilePlace() { }

    /// <summary>The one expected now.</summary>
    public sealed record Next : FilePlace;

    /// <summary>Files before it have not come; <paramref name="Missing"/> is the first of them.</summary>
    public sealed record AfterGap(int Missing) : FilePlace;

    /// <summary>Its gap was passed over before it came.</summary>
    public sealed record Late : FilePlace;

    /// <summary>Another file has used this number.</summary>
    public sealed record Used : FilePlace;
}
