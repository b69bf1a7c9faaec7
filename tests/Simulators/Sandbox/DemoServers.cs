namespace Simulators.Sandbox;

/// <summary>The real servers that a run may want: a PostgreSQL cluster, an SSH server.</summary>
internal sealed class DemoServers : IAsyncDisposable
{
    private readonly string db;
    private PostgresServer? postgres;
    private SandboxSshServer? ssh;

    private DemoServers(string db) => this.db = db;

    /// <summary>In a few words, which they are.</summary>
    public string Description =>
        (db == "sqlite" ? "SQLite" : "PostgreSQL") + (ssh is null ? "" : ", OpenSSH");

    /// <summary>Starts what is asked for.</summary>
    public static async Task<DemoServers> StartAsync(
        string db,
        bool sftp,
        RunFolder folder,
        CancellationToken ct
    )
    {
        var servers = new DemoServers(db);
        try
        {
            if (db == "postgres")
            {
                servers.postgres = await PostgresServer.StartAsync(folder, ct);
            }

            if (sftp)
            {
                servers.ssh = await SandboxSshServer.StartAsync(Path.Combine(folder.Root, "ssh"), ct);
            }

            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <summary>Tells the hub where its store and its partners' trees are.</summary>
    public void Apply(HubSettings settings, RunFolder folder)
    {
        if (db == "sqlite")
        {
            settings.WithStore("sqlite", $"Data Source={folder.Database}");
        }
        else
        {
            settings.WithStore("postgres", postgres?.ConnectionString ?? db["postgres:".Length..]);
        }

        if (ssh is null)
        {
            settings.WithFolders(folder.Files);
        }
        else
        {
            settings.WithSftp(ssh, folder.Files);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (ssh is not null)
        {
            await ssh.DisposeAsync();
        }

        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }
    }
}
