using MudBlazor;

namespace Hub.Pages.Shell;

/// <summary>The house colours for MudBlazor's components; hub.css uses the same.</summary>
internal static class HubTheme
{
    public static readonly MudTheme Theme = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0b5d4b",
            Secondary = "#8a5a00",
            Tertiary = "#26547c",
            Success = "#1b6e3c",
            Warning = "#8a5a00",
            Error = "#a61b1b",
            Info = "#26547c",
            Background = "#f7f5f0",
            Surface = "#ffffff",
            TextPrimary = "#1b2a28",
            TextSecondary = "#4a5a57",
            LinesDefault = "#d9d5ca",
            TableLines = "#e6e2d8",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography
            {
                FontFamily = ["IBM Plex Sans Arabic", "Noto Sans Arabic", "sans-serif"],
            },
        },
    };
}
