using System.Globalization;
using Simulators.Portal;
using Simulators.Scenario;

namespace Simulators.Sandbox;

/// <summary>
/// <c>./run</c>: the hub and all its partners, for a person to play with. The desks are the person's own; a small page stands
/// for the portal, and lets time jump.
/// </summary>
internal sealed class SandboxRun(SandboxArguments arguments, TextWriter output)
{
    private const int Seed = 7;

    /// <summary>Runs until it is stopped.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var folder = RunFolder.Fresh(Path.Combine(RunFolder.FindRepository(), ".run", "sandbox"));
        await using var servers = await DemoServers.StartAsync(arguments.Db, arguments.Sftp, folder, ct);
        var hubAddress = AddressOf(0);
        var start = TimeProvider.System.GetUtcNow();
        var clock = new PartnerClock(start);
        var port = arguments.Port;
        var ports = new PartnerPorts(port + 2, port + 3, port + 4, port + 5, port + 6, port + 7, port + 8);
        await using var partners = await Partners.StartAsync(
            new PartnerSetup(folder, hubAddress, Seed, ports),
            clock,
            ct
        );
        var settings = new HubSettings()
            .WithSteppedClock()
            .WithPartners(partners, folder, hubAddress)
            .WithPeople(partners)
            // Here citizens' browsers come back to the small page.
            .With("Portal__PublicAddress", AddressOf(1));
        servers.Apply(settings, folder);
        var program = arguments.Hub ?? RunFolder.FindHub();
        await using var hub = new HubProcess(program, folder, hubAddress, settings.Values);
        await hub.StartAsync(start, ct);

        partners.WorkWithoutDesks(TimeSpan.FromMinutes(10));
        using var time = new TimeMachine(new TimeDrive(hub, partners), clock);
        using var portal = new PortalClient(
            hubAddress,
            Partners.PortalKey,
            clock,
            partners.JournalOf("portal"),
            partners.Draw,
            unheardShare: 0
        );
        var page = new SandboxPage(partners, portal, time, hubAddress);
        await using var host = await PartnerHost.StartAsync(port + 1, page.Map, ct);
        await WelcomeAsync(hubAddress, host.Address, folder, servers);
        await time.RunAsync(ct);
        return 0;
    }

    private Uri AddressOf(int offset) =>
        new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{arguments.Port + offset}/"));

    private Task WelcomeAsync(Uri hub, Uri portal, RunFolder folder, DemoServers servers) =>
        output.WriteLineAsync(
            $"""

            Shubbak Hub runs ({servers.Description}); what an earlier run left is gone.

              the hub's pages     {hub}            sign in below
              the hub's API       {hub}docs        key {Partners.PortalKey}
              a small portal      {portal}            sample orders, and a clock that jumps
              an agency           {AddressOf(7)}counter     where a reference is paid, or lost, or paid twice
              an SMS operator     {AddressOf(8)}counter     the same by SMS
              its data            {folder.Root}

              {DemoUsers.Administrator, -14} administrator      {DemoUsers.Monitor, -10} monitor        every password: {DemoUsers.Password}
              {DemoUsers.Auditor, -14} auditor            {DemoUsers.Post, -10} postal operator
              clerk-chk-02   clerk of the desk bureau CHK-02; every desk bureau has one: clerk-<code>

            Try this: open {portal}, order from a desk bureau, pay with the card shown there,
            sign in at {hub} as its clerk and record the outcome; then let a day or two pass.
            Ctrl-C stops everything. For weeks of orders in a minute: ./run demo
            """
        );
}
