using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Hub.Identity;

/// <summary>Creates the people of <see cref="IdentitySeedOptions"/> who do not exist yet.</summary>
internal sealed class UserSeeding(IServiceScopeFactory scopes, IOptions<IdentitySeedOptions> options)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<HubUser>>();
        foreach (var seed in options.Value.SeedUsers)
        {
            if (await users.FindByNameAsync(seed.UserName) is null)
            {
                await CreateAsync(seed, users);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task CreateAsync(SeedUser seed, UserManager<HubUser> users)
    {
        var user = new HubUser
        {
            UserName = seed.UserName,
            Role = seed.Role,
            // An empty setting is how the environment says "none".
            BureauCode = string.IsNullOrEmpty(seed.BureauCode) ? null : seed.BureauCode,
            DisplayName = seed.DisplayName ?? seed.UserName,
            Language = seed.Language,
        };
        var result = await users.CreateAsync(user, seed.Password);
        if (
            !result.Succeeded
            && result.Errors.All(e => e.Code != nameof(IdentityErrorDescriber.DuplicateUserName))
        )
        {
            var reasons = string.Join("; ", result.Errors.Select(e => e.Description));
            throw new InvalidOperationException(
                $"The user '{seed.UserName}' could not be created: {reasons}"
            );
        }
    }
}
