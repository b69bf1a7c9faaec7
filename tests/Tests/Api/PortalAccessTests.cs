using Hub.Portal;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tests.Simulation;

namespace Tests.Api;

/// <summary>Who may call: by the configuration, and by what an administrator decides against it.</summary>
public sealed class PortalAccessTests : IAsyncLifetime
{
    private const string OldKey = "hub_test_a-key-that-retires";
    private static readonly Uri Orders = new("api/v1/orders", UriKind.Relative);

    private readonly HubApplication hub = HubApplication.Start(
        ("Portal:Clients:0:RetiringKeys:0:Hash", PortalKeys.HashOf(OldKey)),
        ("Portal:Clients:0:RetiringKeys:0:Until", "2026-11-24T12:00:00Z")
    );

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    [Fact]
    public async Task A_retiring_key_opens_until_its_end_and_its_successor_goes_on()
    {
        var before = await CallAsync(OldKey);
        await hub.AdvanceAsync(TimeSpan.FromHours(3), Ct);

        Assert.Equal(200, before);
        Assert.Equal(401, await CallAsync(OldKey));
        Assert.Equal(200, await CallAsync(HubApplication.PortalKey));
    }

    [Fact]
    public async Task A_key_that_left_the_configuration_is_refused_and_comes_back_with_it()
    {
        const string NextKey = "hub_test_the-key-that-takes-over";
        await hub.AdvanceAsync(TimeSpan.FromSeconds(1), Ct);
        await SeedAsync(Portal(NextKey));
        var gone = await CallAsync(HubApplication.PortalKey);
        var next = await CallAsync(NextKey);
        await hub.AdvanceAsync(TimeSpan.FromSeconds(1), Ct);
        await SeedAsync(Portal(HubApplication.PortalKey));

        Assert.Equal((401, 200), (gone, next));
        Assert.Equal(200, await CallAsync(HubApplication.PortalKey));
        Assert.Equal(401, await CallAsync(NextKey));
        var key = await KeyAsync(HubApplication.PortalKey);
        Assert.Equal(
            [PortalAccess.KeyAdded, PortalAccess.KeyEnds, PortalAccess.KeyGoesOn],
            await ChangesAsync(c => c.KeyId == key.Id)
        );
    }

    [Fact]
    public async Task A_key_does_not_go_over_to_another_client() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            SeedAsync(Portal(HubApplication.OtherPortalKey))
        );

    [Fact]
    public async Task A_client_that_left_the_configuration_is_shut_out_with_its_tokens()
    {
        await SeedAsync();

        Assert.Equal(401, await CallAsync(HubApplication.PortalKey));
        var client = await hub.Store.ReadAsync(db => db.PortalClients.SingleAsync(c => c.Id == "portal", Ct));
        Assert.Equal((false, PortalAccessChange.Configuration), (client.Active, client.ShutBy));
        Assert.Equal(
            "portal_not_configured",
            await hub.Get<ChangePortalAccess>().SetActiveAsync("portal", true, "user:admin.1", Ct)
        );
    }

    [Fact]
    public async Task A_key_a_person_ended_stays_ended_whatever_the_configuration_says()
    {
        var key = await KeyAsync(HubApplication.PortalKey);
        var access = hub.Get<ChangePortalAccess>();

        var past = await access.EndKeyAsync(key.Id, HubApplication.Begin.AddDays(-1), "user:admin.1", Ct);
        var ended = await access.EndKeyAsync(key.Id, null, "user:admin.1", Ct);
        var again = await access.EndKeyAsync(key.Id, null, "user:admin.1", Ct);
        await SeedAsync(Portal(HubApplication.PortalKey));

        Assert.Equal(("portal_key_end_past", null, "portal_key_ended"), (past, ended, again));
        Assert.Equal(401, await CallAsync(HubApplication.PortalKey));
        var change = await hub.Store.ReadAsync(db =>
            db.PortalAccessChanges.SingleAsync(c => c.KeyId == key.Id && c.Access == PortalAccess.KeyEnds, Ct)
        );
        Assert.Equal(("user:admin.1", (DateTimeOffset?)HubApplication.Begin), (change.By, change.Until));
    }

    [Fact]
    public async Task A_portal_shut_out_by_a_person_stays_out_until_a_person_lets_it_in()
    {
        var access = hub.Get<ChangePortalAccess>();
        await access.SetActiveAsync("portal", false, "user:admin.1", Ct);
        await SeedAsync(Portal(HubApplication.PortalKey));
        var shutOut = await CallAsync(HubApplication.PortalKey);
        await hub.AdvanceAsync(TimeSpan.FromSeconds(1), Ct);

        await access.SetActiveAsync("portal", true, "user:admin.1", Ct);

        Assert.Equal(401, shutOut);
        Assert.Equal(200, await CallAsync(HubApplication.PortalKey));
        Assert.Equal(
            [PortalAccess.ClientShutOut, PortalAccess.ClientLetIn],
            await ChangesAsync(c => c.ClientId == "portal" && c.KeyId == null)
        );
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_configured_portals_is_said_at_once()
    {
        var broken = new SeedClient
        {
            Id = "portal",
            Name = "Guichet",
            Keys = ["hub_live_in-clear-text"],
            KeyHashes = ["ABCDEF"],
            Scopes = ["orders:steal"],
            RetiringKeys =
            [
                new RetiringKey
                {
                    Hash = PortalKeys.HashOf("hub_live_in-clear-text"),
                    Until = HubApplication.Begin,
                },
            ],
        };

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => SeedAsync(broken, broken));

        foreach (var word in (string[])["hub_test_", "ABCDEF", "orders:steal", "'portal'", "twice"])
        {
            Assert.Contains(word, refusal.Message, StringComparison.Ordinal);
        }
    }

    private static SeedClient Portal(string key) =>
        new()
        {
            Id = "portal",
            Name = "Guichet",
            Keys = [key],
        };

    private Task SeedAsync(params SeedClient[] clients) =>
        new PortalSeeding(
            hub.Store,
            hub.Get<PortalKeys>(),
            Options.Create(new PortalOptions { Clients = clients })
        ).StartAsync(Ct);

    private async Task<int> CallAsync(string key)
    {
        using var portal = hub.Portal(key);
        using var response = await portal.GetAsync(Orders, Ct);
        return (int)response.StatusCode;
    }

    private Task<PortalKey> KeyAsync(string key)
    {
        var hash = PortalKeys.HashOf(key);
        return hub.Store.ReadAsync(db => db.PortalKeys.SingleAsync(k => k.Hash == hash, Ct));
    }

    private Task<List<PortalAccess>> ChangesAsync(
        System.Linq.Expressions.Expression<Func<PortalAccessChange, bool>> which
    ) =>
        hub.Store.ReadAsync(db =>
            db.PortalAccessChanges.Where(which)
                .OrderBy(c => c.At)
                .ThenBy(c => c.Id)
                .Select(c => c.Access)
                .ToListAsync(Ct)
        );
}
