using System.Globalization;
using Simulators.Scenario;

namespace Simulators.Sandbox;

/// <summary>
/// The main job: hub and partners on simulated time, hundreds of orders over real HTTP, each to the end of its story; then
/// what became of them, and whether anything was lost or done twice.
/// </summary>
internal sealed class DemoRun(DemoArguments arguments, DemoScreen screen)
{
    // A Monday, eight o'clock in Casablanca.
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Runs it; 0 when every order ended as planned and every invariant holds.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var folder = RunFolder.Fresh(
            arguments.Folder ?? Path.Combine(RunFolder.FindRepository(), ".run", "demo")
        );
        await using var servers = await DemoServers.StartAsync(arguments.Db, arguments.Sftp, folder, ct);
        var address = new Uri(
            string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Find()}/")
        );
        var clock = new PartnerClock(Start);
        await using var partners = await Partners.StartAsync(
            new PartnerSetup(folder, address, arguments.Seed, new PartnerPorts()),
            clock,
            ct
        );
        var settings = Configure(partners, servers, folder, address);
        var program = arguments.Hub ?? RunFolder.FindHub();
        await using var hub = new HubProcess(program, folder, address, settings.Values);
        screen.Say($"Hub {address} · data {folder.Root} · {servers.Description}");
        await hub.StartAsync(Start, ct);

        using var stories = new StoryBook(partners, arguments.Orders);
        partners.Agenda.Acted = new Killer(hub, arguments.Kills, arguments.Orders, arguments.Seed).Count;
        var drive = new TimeDrive(hub, partners);
        await screen.ShowAsync(stories, clock, report => TellAsync(partners, stories, drive, report, ct));
        var unexpected = await stories.FindUnexpectedAsync(ct);
        await hub.StopAsync(ct);
        screen.Table(OutcomeTable.Of(stories, partners.Bureaus, partners.Hours));
        screen.Say(
            $"{stories.Stories.Count} orders, {(clock.GetUtcNow() - Start).TotalDays:0} simulated days, "
                + $"{drive.Steps} steps of the clock, {drive.Acts} acts of partners, {hub.Kills} kills of the hub"
        );
        foreach (var line in unexpected)
        {
            screen.Complain(line);
        }

        var check = await InvariantCheck.RunAsync(
            program,
            folder,
            settings.Values,
            clock.GetUtcNow(),
            screen,
            ct
        );
        return unexpected.Count == 0 && check == 0 ? 0 : 1;
    }

    private static HubSettings Configure(
        Partners partners,
        DemoServers servers,
        RunFolder folder,
        Uri address
    )
    {
        var settings = new HubSettings()
            .WithSteppedClock()
            .WithPartners(partners, folder, address)
            .WithPeople(partners);
        servers.Apply(settings, folder);
        return settings;
    }

    private static async Task TellAsync(
        Partners partners,
        StoryBook stories,
        TimeDrive drive,
        Action report,
        CancellationToken ct
    )
    {
        partners.Work(TimeSpan.FromHours(1));
        stories.Begin(Start.AddMinutes(5));
        await drive.RunAsync(() => stories.AreOver, Start + StoryBook.Patience, report, ct);
        // Repetitions, refunds of second payments and late reports come after the last order's end.
        await drive.RunAsync(() => false, partners.Clock.GetUtcNow() + StoryBook.Aftermath, report, ct);
    }
}
