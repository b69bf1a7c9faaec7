using Microsoft.AspNetCore.Authorization;

namespace Hub.Identity;

/// <summary>The named rules that pages and calls ask for. Without a rule a page needs a signed-in person.</summary>
internal static class Policies
{
    /// <summary>Takes and answers tasks.</summary>
    public const string Desk = "desk";

    /// <summary>Sees orders with the act and the people in them; the post does not (protocols.md §4).</summary>
    public const string Orders = "orders";

    /// <summary>Sees manifests and items.</summary>
    public const string Manifests = "manifests";

    /// <summary>Prints labels of letters: whoever packs them, and the post when one has come off.</summary>
    public const string Labels = "labels";

    /// <summary>Sees what the post bills.</summary>
    public const string Billing = "billing";

    /// <summary>Sees incidents, refused payloads and files.</summary>
    public const string Incidents = "incidents";

    /// <summary>Sees the ledger and its reconciliation.</summary>
    public const string Money = "money";

    /// <summary>Sees definitions and bureaus.</summary>
    public const string Reference = "reference";

    public static void Add(AuthorizationOptions options)
    {
        options.FallbackPolicy = null;
        options.AddPolicy(
            Desk,
            policy => policy.RequireRole(Roles.Clerk, Roles.Post, Roles.Monitor, Roles.Administrator)
        );
        options.AddPolicy(
            Orders,
            policy => policy.RequireRole(Roles.Clerk, Roles.Monitor, Roles.Administrator, Roles.Auditor)
        );
        options.AddPolicy(
            Manifests,
            policy =>
                policy.RequireRole(Roles.Post, Roles.Clerk, Roles.Monitor, Roles.Administrator, Roles.Auditor)
        );
        options.AddPolicy(
            Labels,
            policy => policy.RequireRole(Roles.Clerk, Roles.Post, Roles.Monitor, Roles.Administrator)
        );
        options.AddPolicy(
            Billing,
            policy => policy.RequireRole(Roles.Post, Roles.Monitor, Roles.Administrator, Roles.Auditor)
        );
        options.AddPolicy(
            Incidents,
            policy => policy.RequireRole(Roles.Monitor, Roles.Administrator, Roles.Auditor)
        );
        options.AddPolicy(
            Money,
            policy => policy.RequireRole(Roles.Monitor, Roles.Administrator, Roles.Auditor)
        );
        options.AddPolicy(
            Reference,
            policy => policy.RequireRole(Roles.Administrator, Roles.Monitor, Roles.Auditor, Roles.Clerk)
        );
    }
}
