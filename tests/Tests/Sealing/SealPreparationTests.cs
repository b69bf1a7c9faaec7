using Hub.Sealing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Tests.Simulation;

namespace Tests.Sealing;

/// <summary>A hub and its master key: made once, needed ever after, changed without touching what is sealed.</summary>
public sealed class SealPreparationTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hub-seals-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string KeyFile => Path.Combine(folder, "master.key");

    [Fact]
    public async Task The_first_start_makes_a_key_that_nobody_else_may_read()
    {
        await using var hub = Start();

        Assert.Single(await File.ReadAllLinesAsync(KeyFile, Ct));
        Assert.True(
            OperatingSystem.IsWindows()
                || File.GetUnixFileMode(KeyFile) == (UnixFileMode.UserRead | UnixFileMode.UserWrite)
        );
    }

    [Fact]
    public async Task A_sealed_store_does_not_start_without_its_key_and_says_which_file_is_missing()
    {
        await Start().DisposeAsync();
        File.Delete(KeyFile);

        var exception = Assert.Throws<SealingException>(() => Start());

        Assert.Contains(KeyFile, exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(KeyFile));
    }

    [Fact]
    public async Task A_new_key_in_front_takes_over_and_the_old_one_can_go()
    {
        await Start().DisposeAsync();
        var old = await File.ReadAllTextAsync(KeyFile, Ct);
        await File.WriteAllTextAsync(KeyFile, MasterKey.New("next").ToLine() + "\n" + old, Ct);
        await Start().DisposeAsync();
        await File.WriteAllLinesAsync(KeyFile, [(await File.ReadAllLinesAsync(KeyFile, Ct))[0]], Ct);

        await using var hub = Start();

        var endpoint = await hub.Store.ReadAsync(db => db.WebhookEndpoints.SingleAsync(Ct));
        Assert.Equal(Secret, Assert.Single(endpoint.SecretsAt(hub.Store.Now, hub.Get<Seals>())));
    }

    [Fact]
    public async Task Neither_the_database_nor_what_it_writes_beside_holds_a_secret_in_clear()
    {
        await using (var hub = Start())
        {
            using var page = await hub.Visitor().GetAsync(new Uri("login", UriKind.Relative), Ct);
            Assert.True(page.IsSuccessStatusCode);
            using var portal = hub.Portal();
            using var added = await AddEndpointAsync(portal);
            Assert.Equal(System.Net.HttpStatusCode.Created, added.StatusCode);
            Assert.NotEqual(0, await hub.Store.ReadAsync(db => db.DataProtectionKeys.CountAsync(Ct)));
        }

        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.EnumerateFiles(folder, "hub.db*"))
        {
            var bytes = await File.ReadAllBytesAsync(file, Ct);
            Assert.Equal(-1, bytes.AsSpan().IndexOf("whsec_"u8));
            Assert.Equal(-1, bytes.AsSpan().IndexOf("<masterKey"u8));
            Assert.Equal(-1, bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Secret)));
        }
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private HubApplication Start() =>
        HubApplication.Start(
            ("Storage:ConnectionString", "Data Source=" + Path.Combine(folder, "hub.db")),
            ("Sealing:MasterKeyFile", KeyFile),
            ("Portal:Clients:0:Webhook:Url", "http://127.0.0.1:9/hooks"),
            ("Portal:Clients:0:Webhook:Secret", Secret)
        );

    private static async Task<HttpResponseMessage> AddEndpointAsync(HttpClient portal)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/v1/webhook-endpoints")
        {
            Content = new StringContent(
                """{ "url": "https://portail.example.ma/hooks" }""",
                new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")
            ),
        };
        message.Headers.Add("Idempotency-Key", "one");
        return await portal.SendAsync(message, Ct);
    }
}
