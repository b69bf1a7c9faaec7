using Hub.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Identity;

/// <summary>Creates the people of <see cref="IdentitySeedOptions"/> who do not exist yet.</summary>
internal sealed class UserSeeding(
    IServiceScopeFactory scopes,
    IDatabaseDialect dialect,
    IOptions<IdentitySeedOptions> options
) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var seed in options.Value.SeedUsers)
        {
            try
            {
                await SeedAsync(seed);
            }
            catch (DbUpdateException exception) when (dialect.IsUniqueViolation(exception))
            {
                // A node that started in the same moment was faster.
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task SeedAsync(SeedUser seed)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<HubUser>>();
        if (await users.FindByNameAsync(seed.UserName) is null)
        {
            await CreateAsync(seed, users);
        }
    }

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
