namespace Hub.Identity;

/// <summary>Who may do what (experience.md §4.4).</summary>
internal static class Roles
{
    /// <summary>Edits reference data, definitions, partners and users.</summary>
    public const string Administrator = "administrator";

    /// <summary>Answers the orders of one bureau.</summary>
    public const string Clerk = "clerk";

    /// <summary>The post's operator: manifests, items, claims.</summary>
    public const string Post = "post";

    /// <summary>Watches everything, solves incidents.</summary>
    public const string Monitor = "monitor";

    /// <summary>Reads everything, changes nothing.</summary>
    public const string Auditor = "auditor";

    /// <summary>All roles.</summary>
    public static readonly IReadOnlyList<string> All = [Administrator, Clerk, Post, Monitor, Auditor];
}
