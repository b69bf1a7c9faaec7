using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Payments;

/// <summary>A person has looked into a break and puts it down, with what was found.</summary>
internal sealed class SignOffBreak(HubStore store)
{
    /// <summary>Longest note.</summary>
    public const int MaxNote = 500;

    /// <summary>Signs off; false when there is no such break, it is settled or signed off, or nothing was noted.</summary>
    public Task<bool> RunAsync(Guid id, string note, string actor, CancellationToken ct) =>
        store.WriteAsync(
            async session =>
            {
                var found = note.Trim();
                if (
                    found.Length is 0 or > MaxNote
                    || await session.Db.ReconciliationBreaks.FirstOrDefaultAsync(b => b.Id == id, ct)
                        is not { ClearedAt: null, SignedOffAt: null } open
                )
                {
                    return false;
                }

                (open.SignedOffBy, open.SignedOffAt, open.Note) = (actor, session.Now, found);
                return true;
            },
            ct
        );
}
