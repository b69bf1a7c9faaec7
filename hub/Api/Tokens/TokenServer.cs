using Hub.Portal;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace Hub.Api.Tokens;

/// <summary>The keys and the name of the token endpoint, known only once the hub has started.</summary>
internal sealed class TokenServer(TokenKeys keys, IOptions<PortalOptions> portal)
    : IConfigureOptions<OpenIddictServerOptions>
{
    public void Configure(OpenIddictServerOptions options)
    {
        // Who issues is the address portals call; without a fixed one it is the address of each call.
        options.Issuer = portal.Value.PublicAddress;
        options.SigningCredentials.Add(
            new SigningCredentials(
                new ECDsaSecurityKey(keys.Signing) { KeyId = TokenKey.Signing },
                SecurityAlgorithms.EcdsaSha256
            )
        );
        options.EncryptionCredentials.Add(
            new EncryptingCredentials(
                new SymmetricSecurityKey(keys.Encryption) { KeyId = TokenKey.Encryption },
                SecurityAlgorithms.Aes256KW,
                SecurityAlgorithms.Aes256CbcHmacSha512
            )
        );
    }
}
