using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Adapters.Exchange;

namespace Tests.Exchange;

/// <summary>
/// A real OpenSSH server with its own keys on a private port of 127.0.0.1, serving a temporary folder by SFTP. Tests that
/// need it are skipped where openssh-server is not installed.
/// </summary>
public sealed class SshServer : IAsyncLifetime
{
    private const string Sshd = "/usr/sbin/sshd";

    /// <summary>A server as they are delivered.</summary>
    public SshServer()
        : this("") { }

    /// <summary>A server with more lines in its configuration.</summary>
    /// <param name="more">Lines of sshd_config.</param>
    /// <param name="serve">The program that serves a connection.</param>
    /// <param name="maxFileKilobytes">What a file may have at most, as a quota would say; 0 for no limit.</param>
    internal SshServer(string more, string serve = "internal-sftp", int maxFileKilobytes = 0)
    {
        this.more = more;
        this.serve = serve;
        this.maxFileKilobytes = maxFileKilobytes;
    }

    private readonly string more;
    private readonly string serve;
    private readonly int maxFileKilobytes;
    private Process? process;

    /// <summary>The folder the server shows, on this machine.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("hub-sshd-").FullName;

    public int Port { get; private set; }
    public string Fingerprint { get; private set; } = "";
    public string ClientKey => Path.Combine(Folder, "keys", "client");

    /// <summary>Was the server started?</summary>
    public bool IsRunning => process is { HasExited: false };

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Sshd))
        {
            return;
        }

        Directory.CreateDirectory(Path.Combine(Folder, "keys"));
        Directory.CreateDirectory(Path.Combine(Folder, "root"));
        await RunAsync("ssh-keygen", "-q -t ed25519 -N \"\" -f " + Path.Combine(Folder, "keys", "host"));
        await RunAsync("ssh-keygen", "-q -t ed25519 -N \"\" -f " + ClientKey);
        var shown = await RunAsync(
            "ssh-keygen",
            "-l -E sha256 -f " + Path.Combine(Folder, "keys", "host.pub")
        );
        Fingerprint = shown.Split(' ')[1]["SHA256:".Length..];
        Port = FreePort();
        await File.WriteAllTextAsync(Path.Combine(Folder, "keys", "sshd_config"), Config());
        if (Environment.UserName == "root")
        {
            Directory.CreateDirectory("/run/sshd");
        }

        var arguments =
            $"-D -r -f {Path.Combine(Folder, "keys", "sshd_config")} -E {Path.Combine(Folder, "keys", "log")}";
        // Beyond the limit a write fails, as on a full disk: the signal that would end the program is ignored.
        process = Process.Start(
            maxFileKilobytes == 0
                ? new ProcessStartInfo(Sshd, arguments)
                : new ProcessStartInfo(
                    "/bin/bash",
                    ["-c", $"trap '' XFSZ; ulimit -f {maxFileKilobytes}; exec {Sshd} {arguments}"]
                )
        );
        await WaitForPortAsync();
    }

    /// <summary>A profile that reaches the sub-folder <paramref name="partner"/> of the server.</summary>
    public DropAreaProfile Profile(string partner) =>
        Profile(partner, [new HostKeyPin { Sha256 = Fingerprint }]);

    /// <summary>The same, with other ideas of the server's host key, through another port, or with another patience.</summary>
    internal DropAreaProfile Profile(
        string partner,
        IReadOnlyList<HostKeyPin> hostKeys,
        int? port = null,
        TimeSpan? patience = null,
        string? root = null
    )
    {
        Assert.SkipUnless(IsRunning, "openssh-server is not installed; ./test installs it.");
        root ??= Path.Combine(Folder, "root", partner);
        foreach (var folder in (string[])["in", "out", "ack", "archive", "quarantine"])
        {
            Directory.CreateDirectory(Path.Combine(root, folder));
        }

        return new DropAreaProfile
        {
            Kind = "sftp",
            Root = root,
            Host = "127.0.0.1",
            Port = port ?? Port,
            User = Environment.UserName,
            KeyFile = ClientKey,
            HostKeys = hostKeys,
            Patience = patience ?? TimeSpan.FromSeconds(15),
        };
    }

    /// <summary>How many connections the server has accepted so far, by its log.</summary>
    internal int Accepted() =>
        File.ReadLines(Path.Combine(Folder, "keys", "log"))
            .Count(line => line.StartsWith("Accepted publickey", StringComparison.Ordinal));

    /// <summary>The processes that serve the connections, one or two for each.</summary>
    internal IReadOnlyList<Process> Sessions() =>
        [.. Process.GetProcesses().Where(p => p.Id != process!.Id && IsBelow(p.Id, process.Id))];

    /// <summary>The server ends every connection, and goes on listening.</summary>
    internal void CloseConnections()
    {
        foreach (var session in Sessions())
        {
            session.Kill();
            session.WaitForExit();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static bool IsBelow(int id, int ancestor)
    {
        for (var parent = ParentOf(id); parent > 1; parent = ParentOf(parent))
        {
            if (parent == ancestor)
            {
                return true;
            }
        }

        return false;
    }

    private static int ParentOf(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(
                stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
                CultureInfo.InvariantCulture
            );
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<string> RunAsync(string program, string arguments)
    {
        using var run = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        var output = await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();
        return run.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} ended with {run.ExitCode}.");
    }

    private async Task WaitForPortAsync()
    {
        for (var i = 0; i < 100; i++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        throw new InvalidOperationException(
            "sshd did not start: " + await File.ReadAllTextAsync(Path.Combine(Folder, "keys", "log"))
        );
    }

    private string Config() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            Port {Port}
            ListenAddress 127.0.0.1
            HostKey {Folder}/keys/host
            PidFile {Folder}/keys/pid
            AuthorizedKeysFile {Folder}/keys/client.pub
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            PermitRootLogin prohibit-password
            MaxStartups 100:30:200
            Subsystem sftp internal-sftp
            ForceCommand {serve}
            {more}
            """
        );
}
