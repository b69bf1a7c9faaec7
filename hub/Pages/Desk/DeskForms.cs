using System.Text.Json;
using Hub.Desk;
using Hub.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Pages.Desk;

/// <summary>What the buttons of the desk and of the task list post to. Forms carry the antiforgery token; it is checked on binding.</summary>
internal static class DeskForms
{
    private const int MaxSelected = 200;

    /// <summary>Maps the forms.</summary>
    public static void MapDeskForms(this IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup("/").RequireAuthorization(Policies.Desk).ExcludeFromDescription();
        desk.MapGet("/desk/find", FindAsync);
        desk.MapPost("/desk/claim", ClaimSelectedAsync);
        desk.MapPost("/desk/{id:guid}/claim", ClaimAsync);
        desk.MapPost("/desk/{id:guid}/release", ReleaseAsync);
        desk.MapPost("/tasks/{id:guid}", DecideAsync);
    }

    /// <summary>A scanned or typed request number, or an order's, opens its task.</summary>
    private static async Task<RedirectHttpResult> FindAsync(
        string? number,
        ListTasks list,
        HttpContext context,
        CancellationToken ct
    )
    {
        var wanted = (number ?? "").Trim().ToUpperInvariant();
        var queue = await list.QueueAsync(DeskPerson.Of(context.User), ct);
        var found = queue.FirstOrDefault(t =>
            wanted.Length > 0 && (t.Request?.RequestId == wanted || t.Order?.TrackingNumber == wanted)
        );
        return TypedResults.LocalRedirect(
            found is null ? $"/desk?missing={Uri.EscapeDataString(wanted)}" : $"/desk/{found.Task.Id}"
        );
    }

    private static async Task<RedirectHttpResult> ClaimSelectedAsync(
        IFormCollection form,
        ClaimTask claim,
        HttpContext context,
        CancellationToken ct
    )
    {
        var who = DeskPerson.Of(context.User);
        foreach (var text in form["ids"].Take(MaxSelected))
        {
            if (Guid.TryParse(text, out var id))
            {
                await claim.RunAsync(id, who, ct);
            }
        }

        return TypedResults.LocalRedirect("/desk?show=mine");
    }

    private static async Task<RedirectHttpResult> ClaimAsync(
        Guid id,
        IFormCollection form,
        ClaimTask claim,
        HttpContext context,
        CancellationToken ct
    )
    {
        await claim.RunAsync(id, DeskPerson.Of(context.User), ct);
        return TypedResults.LocalRedirect($"/desk/{id}");
    }

    private static async Task<RedirectHttpResult> ReleaseAsync(
        Guid id,
        IFormCollection form,
        ReleaseTask release,
        HttpContext context,
        CancellationToken ct
    )
    {
        await release.RunAsync(id, DeskPerson.Of(context.User), ct);
        return TypedResults.LocalRedirect("/desk");
    }

    private static async Task<RedirectHttpResult> DecideAsync(
        Guid id,
        IFormCollection form,
        CompleteTask complete,
        HttpContext context,
        CancellationToken ct
    )
    {
        const string prefix = "v.";
        var variables = form.Where(field => field.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(field => (Name: field.Key[prefix.Length..], Value: field.Value.ToString().Trim()))
            .Where(field => field.Value.Length > 0)
            .ToDictionary(field => field.Name, field => ToJson(field.Value), StringComparer.Ordinal);
        var fault = await complete.RunAsync(id, variables, DeskPerson.Of(context.User), ct) switch
        {
            TaskResult.Refused refused => refused.Faults[0].Code,
            TaskResult.Forbidden forbidden => forbidden.Fault.Code,
            TaskResult.Taken => "task_taken",
            TaskResult.Over => "task_done",
            TaskResult.NotFound => "task_unknown",
            _ => null,
        };
        return TypedResults.LocalRedirect(fault is null ? "/tasks?done=true" : $"/tasks?fault={fault}");
    }

    private static JsonElement ToJson(string value) =>
        value is "true" or "false"
            ? JsonSerializer.SerializeToElement(value == "true")
            : JsonSerializer.SerializeToElement(value);
}
