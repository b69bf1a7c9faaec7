using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Hub.Storage;

/// <summary>Reading a row again after its lock was taken.</summary>
internal static class EntryReloading
{
    /// <summary>Reads the row as it is now that it is locked; a row this transaction made itself is as it is.</summary>
    public static Task ReloadUnlessNewAsync<T>(this EntityEntry<T> entry, CancellationToken ct)
        where T : class => entry.State == EntityState.Unchanged ? entry.ReloadAsync(ct) : Task.CompletedTask;
}
