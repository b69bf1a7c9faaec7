using Simulators.Scenario;

namespace Simulators.Sandbox;

/// <summary>The people of the sandbox: a clerk for every desk bureau, the post's operator, the monitor, the administrator, the auditor.</summary>
internal static class DemoUsers
{
    /// <summary>Everybody's password in the sandbox; it opens nothing else.</summary>
    public const string Password = "shubbak-demo";

    public const string Post = "post";
    public const string Monitor = "monitor";

    public const string Administrator = "admin";
    public const string Auditor = "auditor";

    /// <summary>The clerk of a bureau.</summary>
    public static string ClerkOf(string bureau) => "clerk-" + bureau.ToLowerInvariant();

    /// <summary>Everybody.</summary>
    public static IEnumerable<DemoUser> Of(Bureaus bureaus) =>
        bureaus
            .Of("desk")
            .Select(b => new DemoUser(ClerkOf(b.Code), "clerk", b.Code))
            .Append(new DemoUser(Post, "post", null))
            .Append(new DemoUser(Monitor, "monitor", null))
            .Append(new DemoUser(Administrator, "administrator", null))
            .Append(new DemoUser(Auditor, "auditor", null));
}

/// <summary>One person.</summary>
internal sealed record DemoUser(string Name, string Role, string? BureauCode);
