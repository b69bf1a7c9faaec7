using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tests.Simulation;
using static Tests.Api.PortalBench;

namespace Tests.Api;

/// <summary>OAuth 2.0 client credentials beside keys: a token is a key for ten minutes, of the client as it stands.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private static readonly Uri Orders = new("api/v1/orders", UriKind.Relative);

    private HubApplication hub = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        hub = HubApplication.Start();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    [Fact]
    public async Task A_client_gets_a_token_for_its_key_and_calls_with_it()
    {
        var grant = await GrantAsync();
        using var portal = hub.Portal(grant.GetProperty("access_token").GetString()!);

        using var answer = await portal.GetAsync(Orders, Ct);

        Assert.Equal("Bearer", grant.GetProperty("token_type").GetString());
        Assert.InRange(grant.GetProperty("expires_in").GetInt32(), 500, 600);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task The_secret_may_be_given_in_the_header_of_the_standard()
    {
        using var visitor = hub.Visitor();
        var pair = Convert.ToBase64String(
            System.Text.Encoding.UTF8.GetBytes($"portal:{HubApplication.PortalKey}")
        );
        visitor.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", pair);

        using var response = await visitor.PostAsync(
            new Uri("oauth/token", UriKind.Relative),
            new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
            Ct
        );

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_token_opens_the_scopes_it_was_asked_for_and_no_others()
    {
        var grant = await GrantAsync(scope: "catalogue:read");
        using var portal = hub.Portal(grant.GetProperty("access_token").GetString()!);

        using var bureaus = await portal.GetAsync(new Uri("api/v1/bureaus", UriKind.Relative), Ct);
        using var orders = await portal.GetAsync(Orders, Ct);

        Assert.Equal(HttpStatusCode.OK, bureaus.StatusCode);
        Assert.Equal("scope_missing", CodeOf(await ReadAsync(orders, 403)));
    }

    [Theory]
    [InlineData("portal", "hub_test_nobody-has-this-key", "invalid_client", 401)]
    [InlineData("portal", HubApplication.OtherPortalKey, "invalid_client", 401)]
    [InlineData("nobody", HubApplication.PortalKey, "invalid_client", 401)]
    [InlineData("portal", "hub_live_a-key-of-the-other-world", "invalid_client", 401)]
    [InlineData("portal", HubApplication.PortalKey, "invalid_scope", 400, "orders:write everything:all")]
    [InlineData("portal", HubApplication.PortalKey, "unsupported_grant_type", 400, "", "password")]
    public async Task Whoever_is_not_that_client_gets_none(
        string client,
        string secret,
        string error,
        int status,
        string scope = "",
        string grantType = "client_credentials"
    )
    {
        using var response = await AskAsync(client, secret, scope, grantType);

        var problem = await ReadAsync(response, status);
        Assert.Equal(error, problem.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_token_ends_after_ten_minutes_and_a_forged_one_never_began()
    {
        var token = (await GrantAsync()).GetProperty("access_token").GetString()!;
        await hub.AdvanceAsync(TimeSpan.FromMinutes(16), Ct);
        using var late = hub.Portal(token);
        using var forger = hub.Portal("eyJhbGciOiJub25lIn0.eyJzdWIiOiJwb3J0YWwifQ.");

        using var expired = await late.GetAsync(Orders, Ct);
        using var forged = await forger.GetAsync(Orders, Ct);

        Assert.Equal("token_not_valid", CodeOf(await ReadAsync(expired, 401)));
        Assert.Equal("token_not_valid", CodeOf(await ReadAsync(forged, 401)));
    }

    [Fact]
    public async Task A_client_shut_out_is_shut_out_at_once_whatever_token_it_holds()
    {
        var token = (await GrantAsync()).GetProperty("access_token").GetString()!;
        using var portal = hub.Portal(token);
        await hub.Store.WriteAsync(
            async session =>
                (await session.Db.PortalClients.SingleAsync(c => c.Id == "portal", Ct)).Shut("user:admin.1"),
            Ct
        );

        using var answer = await portal.GetAsync(Orders, Ct);

        Assert.Equal("token_not_valid", CodeOf(await ReadAsync(answer, 401)));
    }

    private async Task<JsonElement> GrantAsync(string scope = "")
    {
        using var response = await AskAsync("portal", HubApplication.PortalKey, scope, "client_credentials");
        return await ReadAsync(response, 200);
    }

    private async Task<HttpResponseMessage> AskAsync(
        string client,
        string secret,
        string scope,
        string grantType
    )
    {
        using var visitor = hub.Visitor();
        using var form = new FormUrlEncodedContent([
            new("grant_type", grantType),
            new("client_id", client),
            new("client_secret", secret),
            new("scope", scope),
            new("username", "somebody"),
            new("password", "something"),
        ]);
        return await visitor.PostAsync(new Uri("oauth/token", UriKind.Relative), form, Ct);
    }
}
