using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Simulators.Sandbox;

/// <summary>A real OpenSSH server on a private port of 127.0.0.1: its own host key, one client key, SFTP and nothing else.</summary>
internal sealed class SandboxSshServer : IAsyncDisposable
{
    private const string Sshd = "/usr/sbin/sshd";
    private readonly Process process;

    private SandboxSshServer(Process process, int port, string fingerprint, string clientKey)
    {
        this.process = process;
        (Port, Fingerprint, ClientKey) = (port, fingerprint, clientKey);
    }

    public int Port { get; }

    /// <summary>SHA-256 of the host key, as clients pin it.</summary>
    public string Fingerprint { get; }

    /// <summary>The file with the hub's private key.</summary>
    public string ClientKey { get; }

    /// <summary>Starts a server whose keys and log live in <paramref name="folder"/>.</summary>
    public static async Task<SandboxSshServer> StartAsync(string folder, CancellationToken ct)
    {
        if (!File.Exists(Sshd))
        {
            throw new FileNotFoundException("--sftp needs openssh-server (Debian package: openssh-server).");
        }

        Directory.CreateDirectory(folder);
        var (host, client, config) = (In("host"), In("client"), In("sshd_config"));
        await RunAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", host], ct);
        await RunAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", client], ct);
        var shown = await RunAsync("ssh-keygen", ["-l", "-E", "sha256", "-f", host + ".pub"], ct);
        var port = FreePort.Find();
        await File.WriteAllTextAsync(config, Config(folder, port), ct);
        if (Environment.UserName == "root")
        {
            Directory.CreateDirectory("/run/sshd");
        }

        var server = Process.Start(new ProcessStartInfo(Sshd, ["-D", "-f", config, "-E", In("log")]))!;
        await WaitForPortAsync(port, In("log"), ct);
        return new SandboxSshServer(server, port, shown.Split(' ')[1]["SHA256:".Length..], client);

        string In(string name) => Path.Combine(folder, name);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<string> RunAsync(string program, string[] arguments, CancellationToken ct)
    {
        using var run = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        var output = await run.StandardOutput.ReadToEndAsync(ct);
        await run.WaitForExitAsync(ct);
        return run.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} ended with {run.ExitCode}.");
    }

    private static async Task WaitForPortAsync(int port, string log, CancellationToken ct)
    {
        for (var i = 0; i < 100; i++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, ct);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), ct);
            }
        }

        throw new InvalidOperationException("sshd did not start: " + await File.ReadAllTextAsync(log, ct));
    }

    private static string Config(string folder, int port) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            Port {port}
            ListenAddress 127.0.0.1
            HostKey {folder}/host
            PidFile {folder}/pid
            AuthorizedKeysFile {folder}/client.pub
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            PermitRootLogin prohibit-password
            MaxStartups 100:30:200
            MaxSessions 64
            Subsystem sftp internal-sftp
            ForceCommand internal-sftp
            """
        );
}
