namespace Hub.Pages.Shell;

/// <summary>A page that found nothing says so in its own words, with the status that programs read.</summary>
internal static class NotFoundAnswer
{
    /// <summary>
    /// Sets the status when the page is on its way: a component that sets it earlier makes the renderer throw its words away.
    /// </summary>
    public static void SayNotFound(this HttpContext http) =>
        http.Response.OnStarting(() =>
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
}
