using System.Globalization;

namespace Simulators.Sandbox;

/// <summary>What <c>sandbox</c> was asked for.</summary>
internal sealed record SandboxArguments
{
    public const string Usage = """
        sandbox [--db sqlite|postgres[:CONNECTION]] [--port 5080] [--sftp] [--hub Hub.dll]

          --db KIND    sqlite (default), postgres (a private cluster), or postgres:CONNECTION (an empty database)
          --port N     the hub's port; the partners take the ports behind it (default 5080)
          --sftp       bureaus and post behind a real OpenSSH server instead of folders
          --hub PATH   the hub's program; by default the one built beside this
        """;

    public int Port { get; private init; } = 5080;
    public string Db { get; private init; } = "sqlite";
    public bool Sftp { get; private init; }
    public string? Hub { get; private init; }

    /// <summary>Reads the arguments; null, and what is wrong, when they cannot be read.</summary>
    public static (SandboxArguments? Arguments, string? Problem) Read(IReadOnlyList<string> args)
    {
        var read = new SandboxArguments();
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == "--sftp")
            {
                read = read with { Sftp = true };
            }
            else if (i + 1 < args.Count && read.With(args[i], args[i + 1]) is { } next)
            {
                read = next;
                i++;
            }
            else
            {
                return (null, $"Not understood: {args[i]} {args.ElementAtOrDefault(i + 1)}");
            }
        }

        return (read, null);
    }

    private SandboxArguments? With(string name, string value) =>
        name switch
        {
            "--port"
                when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                    && port is > 1024 and < 65000 => this with
            {
                Port = port,
            },
            "--db" when DemoArguments.IsStore(value) => this with { Db = value },
            "--hub" => this with { Hub = value },
            _ => null,
        };
}
