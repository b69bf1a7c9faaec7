using Microsoft.EntityFrameworkCore;

namespace Hub.Storage;

/// <summary>
/// Brings the schema to this version before anything else starts. Several nodes may start at once: the database's own
/// migration lock lets one of them do it.
/// </summary>
internal sealed class SchemaPreparation(IDatabaseDialect dialect) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = dialect.CreateDb(null);
        await db.Database.MigrateAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
