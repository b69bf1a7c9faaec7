using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Hub.Identity;

/// <summary>Puts role, bureau and name into the session.</summary>
internal sealed class HubClaimsFactory(UserManager<HubUser> users, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<HubUser>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(HubUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(HubClaims.Role, user.Role));
        identity.AddClaim(new Claim(HubClaims.DisplayName, user.DisplayName));
        if (user.BureauCode is not null)
        {
            identity.AddClaim(new Claim(HubClaims.Bureau, user.BureauCode));
        }

        return identity;
    }
}
