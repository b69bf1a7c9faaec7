using System.Globalization;
using Simulators.Scenario;
using Simulators.Sms;

namespace Simulators.Sandbox;

/// <summary>The hub's configuration for a demo: environment variables only, so that nothing of it can end up in a file.</summary>
internal sealed class HubSettings
{
    private readonly SortedDictionary<string, string> values = new(StringComparer.Ordinal);

    /// <summary>What the hub is started with.</summary>
    public IReadOnlyDictionary<string, string> Values => values;

    /// <summary>One setting; <c>__</c> separates its parts.</summary>
    public HubSettings With(string key, object value)
    {
        values[key] = Convert.ToString(value, CultureInfo.InvariantCulture)!;
        return this;
    }

    /// <summary>Where a store is: <c>sqlite</c> with a file, or <c>postgres</c> with a connection string.</summary>
    public HubSettings WithStore(string kind, string connection) =>
        With("Storage__Kind", kind).With("Storage__ConnectionString", connection);

    /// <summary>The partners' trees as folders of this machine.</summary>
    public HubSettings WithFolders(string files) =>
        With("Exchange__Bureaus__Kind", "folder")
            .With("Exchange__Bureaus__Root", Path.Combine(files, "{code}"))
            .With("Exchange__PostOffice__Kind", "folder")
            .With("Exchange__PostOffice__Root", Path.Combine(files, "post"));

    /// <summary>The partners' trees behind an SSH server.</summary>
    public HubSettings WithSftp(SandboxSshServer server, string files)
    {
        foreach (
            var (area, root) in (ReadOnlySpan<(string, string)>)
                [("Bureaus", "{code}"), ("PostOffice", "post")]
        )
        {
            With($"Exchange__{area}__Kind", "sftp");
            With($"Exchange__{area}__Root", Path.Combine(files, root));
            With($"Exchange__{area}__Host", "127.0.0.1");
            With($"Exchange__{area}__Port", server.Port);
            With($"Exchange__{area}__User", Environment.UserName);
            With($"Exchange__{area}__KeyFile", server.ClientKey);
            With($"Exchange__{area}__HostKeys__0__Sha256", server.Fingerprint);
        }

        return this;
    }

    /// <summary>The clock that the demo moves, and schedules that let five weeks pass in few steps.</summary>
    public HubSettings WithSteppedClock()
    {
        foreach (
            var (name, every) in (ReadOnlySpan<(string, string)>)
                [
                    ("ComposeRequestFiles", "01:00:00"),
                    ("PollBureauFiles", "02:00:00"),
                    ("PollBureauAnswers", "02:00:00"),
                    ("PollPostFiles", "01:00:00"),
                    ("CloseManifests", "01:00:00"),
                    ("ResendUnacknowledged", "02:00:00"),
                    ("RematchCallbacks", "02:00:00"),
                    ("CollectSettlements", "06:00:00"),
                    ("ReconcilePayments", "1.00:00:00"),
                    ("PurgeExpired", "1.00:00:00"),
                ]
        )
        {
            With("Schedules__" + name, every);
        }

        // Nobody else writes into this store: the bells and due times are enough.
        return With("Clock__Mode", "stepped")
            .With("Processes__PollInterval", "1.00:00:00")
            .With("Work__PollInterval", "1.00:00:00")
            .With("Announcements__PollInterval", "1.00:00:00")
            .With("PartnerRounds__IdleEvery", "12:00:00");
    }

    /// <summary>Everybody the hub talks to.</summary>
    public HubSettings WithPartners(Partners partners, RunFolder folder, Uri hub)
    {
        var gateway = partners.Gateway;
        return WithReferences(partners)
            .With("Catalogue__Folder", folder.Config)
            .With("Processes__Definitions", Path.Combine(folder.Repository, "workflows", "definitions"))
            .With("Shipping__RangeFile", Path.Combine(folder.Config, "post-ranges.csv"))
            .With("Adapters__Post__TrackingEventsFile", Path.Combine(folder.Config, "tracking-events.json"))
            .With("Adapters__Post__CountriesFile", Path.Combine(folder.Config, "countries.json"))
            .With("Sealing__MasterKeyFile", Path.Combine(folder.Root, "master.key"))
            .With("Exchange__Environment", "T")
            .With("Registries__RestAddress", partners.RestBureaus.AddressPattern)
            .With("Registries__MasterSecret", Partners.MasterSecret)
            .With("Registries__ReminderAddress", "bec.{code}@example.ma")
            .With("Adapters__Cmi__HostedPageUrl", gateway.HostedPageUrl)
            .With("Adapters__Cmi__ApiUrl", gateway.ApiUrl)
            .With("Adapters__Cmi__ClientId", gateway.Settings.ClientId)
            .With("Adapters__Cmi__StoreKey", gateway.Settings.StoreKey)
            .With("Adapters__Cmi__ApiUser", gateway.Settings.ApiUser)
            .With("Adapters__Cmi__ApiPassword", gateway.Settings.ApiPassword)
            .With("Adapters__Cmi__CallbackUrl", new Uri(hub, "payments/cmi/callback"))
            .With("Adapters__Cmi__ShopUrl", hub)
            .With("Adapters__SettlementFolder__Folder", folder.Settlements)
            .With("Adapters__Email__Host", "127.0.0.1")
            .With("Adapters__Email__Port", partners.Mail.Port)
            .With("Adapters__Email__From", "hub@example.ma")
            .With("Adapters__Email__RequireTls", false)
            .With("Adapters__Sms__BaseAddress", partners.Sms.Address)
            .With("Adapters__Sms__Token", new SmsSinkSettings().Token)
            .With("Adapters__Webhooks__TrustedHosts__0", "127.0.0.1");
    }

    /// <summary>The methods that a hub offers only where they are switched on.</summary>
    private HubSettings WithReferences(Partners partners)
    {
        With("Payments__Methods__0", "card");
        foreach (
            var (index, method, section, biller, secret) in (ReadOnlySpan<(
                int,
                PayBy,
                string,
                string,
                string
            )>)
                [
                    (1, PayBy.Agency, "Agency", Partners.AgencyBiller, Partners.AgencySecret),
                    (2, PayBy.Sms, "SmsPayment", Partners.SmsBiller, Partners.SmsSecret),
                ]
        )
        {
            With($"Payments__Methods__{index}", method.ToString().ToLowerInvariant())
                .With($"Adapters__{section}__Enabled", true)
                .With($"Adapters__{section}__BaseAddress", partners.Counters[method].Address)
                .With($"Adapters__{section}__BillerCode", biller)
                .With($"Adapters__{section}__Secret", secret);
        }

        return this;
    }

    /// <summary>The portal's client, and the people who work at desks.</summary>
    public HubSettings WithPeople(Partners partners)
    {
        With("Portal__Clients__0__Id", "portal")
            .With("Portal__Clients__0__Name", "Guichet")
            .With("Portal__Clients__0__Keys__0", Partners.PortalKey)
            .With("Portal__Clients__0__Webhook__Url", partners.Webhooks.Address)
            .With("Portal__Clients__0__Webhook__Secret", partners.Webhooks.Secret)
            // A hundred people who all have the same public password.
            .With("Identity__PasswordHasher__IterationCount", 1000);
        var index = 0;
        foreach (var user in DemoUsers.Of(partners.Bureaus))
        {
            var at = $"Identity__SeedUsers__{index++}__";
            With(at + "UserName", user.Name)
                .With(at + "Password", DemoUsers.Password)
                .With(at + "Role", user.Role)
                .With(at + "BureauCode", user.BureauCode ?? "")
                .With(at + "DisplayName", user.Name)
                .With(at + "Language", "fr");
        }

        return this;
    }
}
