using System.Security.Claims;

namespace Hub.Identity;

/// <summary>The claims of a signed-in person, and how they are read.</summary>
internal static class HubClaims
{
    public const string Role = ClaimTypes.Role;
    public const string Bureau = "bureau";
    public const string DisplayName = "display_name";

    /// <summary>The clerk's bureau; null for everybody who is not bound to one.</summary>
    public static string? BureauCode(this ClaimsPrincipal user) =>
        user.FindFirstValue(Bureau) is { Length: > 0 } bureau ? bureau : null;

    /// <summary>The name audit rows carry: <c>user:clerk.chk-01</c>.</summary>
    public static string ToActor(this ClaimsPrincipal user) => "user:" + (user.Identity?.Name ?? "anonymous");

    /// <summary>May this person see what belongs to the bureau? Clerks see only their own.</summary>
    public static bool MaySeeBureau(this ClaimsPrincipal user, string bureauCode) =>
        user.BureauCode() is not { } own || own == bureauCode;

    /// <summary>The candidate groups whose tasks this person may take.</summary>
    public static IReadOnlyList<string> TaskGroups(this ClaimsPrincipal user)
    {
        if (user.IsInRole(Roles.Clerk))
        {
            return user.BureauCode() is { } bureau ? ["clerk:" + bureau] : [];
        }

        return user.IsInRole(Roles.Post) ? ["post"]
            : user.IsInRole(Roles.Monitor) ? ["monitor"]
            : user.IsInRole(Roles.Administrator) ? ["monitor", "post"]
            : [];
    }
}
