using Microsoft.AspNetCore.Identity;

namespace Hub.Identity;

/// <summary>A person who works with the hub. One role each; a clerk belongs to one bureau.</summary>
internal sealed class HubUser : IdentityUser<Guid>
{
    /// <summary>One of <see cref="Roles"/>.</summary>
    public required string Role { get; set; }

    /// <summary>For clerks: the only bureau whose orders they see.</summary>
    public string? BureauCode { get; set; }

    /// <summary>How the person is addressed.</summary>
    public required string DisplayName { get; set; }

    /// <summary><c>ar</c>, <c>fr</c> or <c>en</c>.</summary>
    public required string Language { get; set; }
}
