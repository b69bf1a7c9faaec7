using System.Globalization;
using Hub.Catalogue;
using Hub.Desk;
using Hub.Identity;
using Hub.Processes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Api;

/// <summary>Tasks of people: for the desk's own pages, for programs of bureaus, for whoever works a list.</summary>
internal static class DeskApi
{
    private const long MaxBodyBytes = 256 * 1024;
    private const int DefaultPage = 50;

    /// <summary>Maps `/api/v1/desk`; who calls has signed in (`POST /api/v1/session`).</summary>
    public static void MapDesk(this IEndpointRouteBuilder routes)
    {
        // The session cookie is never sent along from another site, and no plain form can produce these bodies.
        var desk = routes
            .MapGroup("/api/v1/desk")
            .RequireAuthorization(Policies.Desk)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes))
            .DisableAntiforgery()
            .ExcludeFromDescription();
        desk.MapGet("/tasks", ListAsync);
        desk.MapPost("/tasks/{id:guid}/claim", ClaimAsync);
        desk.MapPost("/tasks/{id:guid}/release", ReleaseAsync);
        desk.MapPost("/tasks/{id:guid}/outcome", CompleteAsync);
        desk.MapGet("/list.csv", DownloadListAsync);
        desk.MapPost("/answers", UploadAsync)
            .Accepts<string>("text/csv")
            .WithMetadata(new RequestSizeLimitAttribute(ReceiveAnswerSheet.MaxBytes));
    }

    private static async Task<Results<Ok<DeskTaskPage>, ProblemHttpResult>> ListAsync(
        string? state,
        Guid? after,
        int? limit,
        ListTasks list,
        ReferenceCatalogue catalogue,
        HttpContext context,
        CancellationToken ct
    )
    {
        TaskFilter? filter = state switch
        {
            null or "open" => TaskFilter.Open,
            "mine" => TaskFilter.Mine,
            _ => null,
        };
        if (filter is not { } wanted)
        {
            return Problem(400, new TaskFault("/state", "state_unknown", "Known: open, mine."), catalogue);
        }

        var who = DeskPerson.Of(context.User);
        var page = await list.RunAsync(who, wanted, after, limit ?? DefaultPage, ct);
        return TypedResults.Ok(new DeskTaskPage([.. page.Tasks.Select(DeskTaskEntry.Of)], page.Next));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ClaimAsync(
        Guid id,
        ClaimTask claim,
        ReferenceCatalogue catalogue,
        HttpContext context,
        CancellationToken ct
    ) => Answer(await claim.RunAsync(id, DeskPerson.Of(context.User), ct), catalogue);

    private static async Task<Results<NoContent, ProblemHttpResult>> ReleaseAsync(
        Guid id,
        ReleaseTask release,
        ReferenceCatalogue catalogue,
        HttpContext context,
        CancellationToken ct
    ) => Answer(await release.RunAsync(id, DeskPerson.Of(context.User), ct), catalogue);

    private static async Task<Results<NoContent, ProblemHttpResult>> CompleteAsync(
        Guid id,
        TaskOutcome outcome,
        AnswerRequest answer,
        CompleteTask complete,
        ReferenceCatalogue catalogue,
        HttpContext context,
        CancellationToken ct
    )
    {
        var who = DeskPerson.Of(context.User);
        return outcome switch
        {
            { Answers: { } answers } when answers.All(a => a is not null) => Answer(
                await answer.RunAsync(id, answers, who, ct),
                catalogue
            ),
            { Variables: { } variables } => Answer(
                await complete.RunAsync(id, variables, who, ct),
                catalogue
            ),
            _ => Problem(
                422,
                new TaskFault("", "outcome_missing", "Either answers or variables."),
                catalogue
            ),
        };
    }

    private static async Task<FileContentHttpResult> DownloadListAsync(
        DayList list,
        HttpContext context,
        CancellationToken ct
    )
    {
        var file = await list.RunAsync(DeskPerson.Of(context.User), ct);
        return TypedResults.File(file.Content, "text/csv; charset=utf-8", file.Name);
    }

    private static async Task<Results<Ok<AnswerSheetReceipt>, ProblemHttpResult>> UploadAsync(
        string? name,
        ReceiveAnswerSheet receive,
        ReferenceCatalogue catalogue,
        HttpContext context,
        CancellationToken ct
    )
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, ct);
        var file = name is { Length: > 0 and <= ReceiveAnswerSheet.MaxName } ? name : "answers.csv";
        return await receive.RunAsync(file, body.ToArray(), DeskPerson.Of(context.User), ct) switch
        {
            AnswerSheetResult.Judged judged => TypedResults.Ok(
                new AnswerSheetReceipt(
                    file,
                    judged.Records,
                    [.. judged.Rows.Select(row => AnswerSheetRow.Of(row, code => WordsOf(code, catalogue)))],
                    judged.Again
                )
            ),
            AnswerSheetResult.Unreadable { Problem: var problem } => Problem(
                422,
                new TaskFault(
                    string.Create(CultureInfo.InvariantCulture, $"/{problem.Line}/{problem.Column}"),
                    problem.Code,
                    problem.Message
                ),
                catalogue
            ),
            AnswerSheetResult.NoBureau => Problem(
                403,
                new TaskFault("", "clerk_needed", "Only a clerk answers for a bureau."),
                catalogue
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static Results<NoContent, ProblemHttpResult> Answer(
        TaskResult result,
        ReferenceCatalogue catalogue
    ) =>
        result switch
        {
            TaskResult.Done => TypedResults.NoContent(),
            TaskResult.NotFound => Problem(
                404,
                new TaskFault("", "task_unknown", "No such task."),
                catalogue
            ),
            TaskResult.Taken taken => Problem(
                409,
                new TaskFault("", "task_taken", $"{taken.By} has taken the task."),
                catalogue
            ),
            TaskResult.Over { State: UserTaskState.Withdrawn } => Problem(
                409,
                new TaskFault("", "task_withdrawn", "The process no longer waits for this task."),
                catalogue
            ),
            TaskResult.Over => Problem(
                409,
                new TaskFault("", "task_done", "The task was completed with another outcome."),
                catalogue
            ),
            TaskResult.Forbidden forbidden => Problem(403, forbidden.Fault, catalogue),
            TaskResult.Refused refused => Problem(422, refused.Faults[0], catalogue, refused.Faults),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static string? WordsOf(string code, ReferenceCatalogue catalogue) =>
        catalogue.Texts.Find(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, "fault." + code);

    private static ProblemHttpResult Problem(
        int status,
        TaskFault fault,
        ReferenceCatalogue catalogue,
        IReadOnlyList<TaskFault>? faults = null
    )
    {
        string Words(TaskFault f) => WordsOf(f.Code, catalogue) ?? f.Message;
        return TypedResults.Problem(
            statusCode: status,
            title: fault.Code,
            detail: Words(fault),
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["code"] = fault.Code,
                ["errors"] = (faults ?? []).Select(f => new
                {
                    pointer = f.Pointer,
                    code = f.Code,
                    message = Words(f),
                }),
            }
        );
    }
}
