using System.Security.Claims;
using Hub.Identity;

namespace Hub.Desk;

/// <summary>Somebody who takes tasks: a clerk, a postal operator, a monitor.</summary>
/// <param name="Name">The user name.</param>
/// <param name="Groups">The candidate groups whose tasks this person sees; nobody sees others.</param>
/// <param name="Bureau">For clerks: their bureau.</param>
internal sealed record DeskPerson(string Name, IReadOnlyList<string> Groups, string? Bureau)
{
    /// <summary>The name audit rows carry.</summary>
    public string Actor => "user:" + Name;

    /// <summary>The signed-in person.</summary>
    public static DeskPerson Of(ClaimsPrincipal user) =>
        new(user.Identity?.Name ?? "anonymous", user.TaskGroups(), user.BureauCode());

    /// <summary>The name behind an actor, as colleagues know it.</summary>
    public static string? NameOf(string? actor) =>
        actor?.StartsWith("user:", StringComparison.Ordinal) is true ? actor["user:".Length..] : actor;
}
