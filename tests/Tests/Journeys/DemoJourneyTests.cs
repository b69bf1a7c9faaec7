using System.Globalization;
using Simulators.Sandbox;
using Spectre.Console;
using Tests.Storage;

namespace Tests.Journeys;

/// <summary>
/// The whole: a hub of its own process, every partner, weeks of simulated time, each order to its planned end, and the
/// invariants counted from databases, journals and files.
/// </summary>
public sealed class DemoJourneyTests
{
    private const string Sshd = "/usr/sbin/sshd";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_kind_of_order_ends_as_planned_and_nothing_is_lost_or_done_twice() =>
        await RunAsync("--orders", "24", "--seed", "7");

    [Fact]
    public async Task The_same_holds_on_postgres_and_sftp_when_the_hub_is_killed()
    {
        Assert.SkipUnless(File.Exists(Sshd), "openssh-server is not installed; ./test installs it.");
        await using var database = await TestDatabase.CreatePostgresAsync();

        await RunAsync(
            "--orders",
            "16",
            "--seed",
            "11",
            "--sftp",
            "--kill",
            "1",
            "--db",
            "postgres:" + database.ConnectionString
        );
    }

    private static async Task RunAsync(params string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("hub-demo-").FullName;
        await using var said = new StringWriter(CultureInfo.InvariantCulture);
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(said) }
        );
        var (arguments, problem) = DemoArguments.Read([.. args, "--keep", Path.Combine(folder, "run")]);
        Assert.Null(problem);

        var exitCode = await new DemoRun(arguments!, new DemoScreen(console)).RunAsync(Ct);

        Assert.True(exitCode == 0, said.ToString());
        Directory.Delete(folder, recursive: true);
    }
}
