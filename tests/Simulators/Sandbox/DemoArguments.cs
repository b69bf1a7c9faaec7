using System.Globalization;

namespace Simulators.Sandbox;

/// <summary>What <c>demo</c> was asked for.</summary>
internal sealed record DemoArguments
{
    public const string Usage = """
        demo [--orders 300] [--seed 7] [--db sqlite|postgres[:CONNECTION]] [--sftp] [--kill N] [--keep DIR] [--hub Hub.dll]

          --orders N   how many orders are sent (default 300)
          --seed N     every draw follows from it; the same seed tells the same story (default 7)
          --db KIND    sqlite (default), postgres (a private cluster), or postgres:CONNECTION (an empty database)
          --sftp       bureaus and post behind a real OpenSSH server instead of folders
          --kill N     kill -9 the hub N times while it works
          --keep DIR   keep the run's data in DIR instead of .run/demo
          --hub PATH   the hub's program; by default the one built beside this
        """;

    public int Orders { get; private init; } = 300;
    public int Seed { get; private init; } = 7;

    /// <summary><c>sqlite</c>, <c>postgres</c>, or <c>postgres:</c> and a connection string.</summary>
    public string Db { get; private init; } = "sqlite";

    public bool Sftp { get; private init; }
    public int Kills { get; private init; }
    public string? Folder { get; private init; }
    public string? Hub { get; private init; }

    /// <summary>Reads the arguments; null, and what is wrong, when they cannot be read.</summary>
    public static (DemoArguments? Arguments, string? Problem) Read(IReadOnlyList<string> args)
    {
        var read = new DemoArguments();
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == "--sftp")
            {
                read = read with { Sftp = true };
                continue;
            }

            if (i + 1 == args.Count || read.With(args[i], args[i + 1]) is not { } next)
            {
                return (null, $"Not understood: {args[i]} {args.ElementAtOrDefault(i + 1)}");
            }

            read = next;
            i++;
        }

        return (read, null);
    }

    /// <summary>Is this a store that the hub can be given?</summary>
    public static bool IsStore(string db) =>
        db is "sqlite" or "postgres" || db.StartsWith("postgres:", StringComparison.Ordinal);

    private DemoArguments? With(string name, string value) =>
        name switch
        {
            "--orders" => Whole(value, 1) is { } orders ? this with { Orders = orders } : null,
            "--seed" => Whole(value, 0) is { } seed ? this with { Seed = seed } : null,
            "--kill" => Whole(value, 0) is { } kills ? this with { Kills = kills } : null,
            "--db" => IsStore(value) ? this with { Db = value } : null,
            "--keep" => this with { Folder = value },
            "--hub" => this with { Hub = value },
            _ => null,
        };

    private static int? Whole(string text, int least) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : null;
}
