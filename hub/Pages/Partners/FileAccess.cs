using System.Security.Claims;
using Hub.Exchange;
using Hub.Identity;
using Hub.Storage;

namespace Hub.Pages.Partners;

/// <summary>Whose files a person sees: clerks their bureau's, the post its own, the house all.</summary>
internal static class FileAccess
{
    /// <summary>The one partner whose files the person sees; null for all.</summary>
    public static string? PartnerOf(ClaimsPrincipal user) =>
        user.IsInRole(Roles.Post) ? ExchangeOptions.Post : user.BureauCode();

    /// <summary>The files the person sees.</summary>
    public static IQueryable<ExchangeFile> Visible(HubDb db, ClaimsPrincipal user)
    {
        var partner = PartnerOf(user);
        return db.ExchangeFiles.Where(f => partner == null || f.Partner == partner);
    }

    /// <summary>A tone of `Status`.</summary>
    public static string Tone(FileState state) =>
        state switch
        {
            FileState.Composed or FileState.Sent => "busy",
            FileState.Acknowledged or FileState.Processed => "ok",
            FileState.Held => "warn",
            FileState.Refused or FileState.Quarantined => "bad",
        };
}
