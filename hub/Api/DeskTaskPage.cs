using System.Text.Json;
using Adapters.Exchange;
using Adapters.Registries;
using Hub.Desk;

namespace Hub.Api;

/// <summary>A page of tasks, in the order they were opened.</summary>
/// <param name="Next">What <c>after</c> has to be for the next page; null on the last.</param>
public sealed record DeskTaskPage(IReadOnlyList<DeskTaskEntry> Tasks, Guid? Next);

/// <summary>One task as programs of bureaus see it.</summary>
/// <param name="Element">What is to be done: <c>answer-request</c>, <c>settle-claim</c> …</param>
/// <param name="Group">Whose task it is: <c>clerk:CHK-01</c>, <c>post</c>, <c>monitor</c>.</param>
/// <param name="ClaimedBy">The user name of whoever has taken it.</param>
/// <param name="Input">The variables of the task.</param>
/// <param name="Request">What the bureau is asked for, as in a <c>REQ</c> file.</param>
public sealed record DeskTaskEntry(
    Guid Id,
    string Element,
    string Group,
    Guid? OrderId,
    string? TrackingNumber,
    string? RequestId,
    string? ShipmentRef,
    DateTimeOffset OpenedAt,
    DateTimeOffset? DueAt,
    string? ClaimedBy,
    IReadOnlyDictionary<string, JsonElement> Input,
    ExtractRequest? Request
)
{
    internal static DeskTaskEntry Of(DeskTask task) =>
        new(
            task.Task.Id,
            task.Task.ElementId,
            task.Task.CandidateGroup,
            task.Task.OrderId,
            task.Order?.TrackingNumber,
            task.Text("requestId"),
            task.Text("shipmentRef"),
            task.Task.OpenedAt,
            task.DueAt,
            DeskPerson.NameOf(task.Task.ClaimedBy),
            task.Input,
            task is { Order: { } order, Request: { } request }
                ? Registries.ExtractRequests.Of(order, request, possibleDuplicate: false)
                : null
        );
}

/// <summary>What a person records: the answers to a request, or the variables of any other task.</summary>
public sealed record TaskOutcome(
    IReadOnlyList<LineAnswer>? Answers,
    IReadOnlyDictionary<string, JsonElement>? Variables
);

/// <summary>What became of each filled row of a sheet, as an <c>ACK</c> says it.</summary>
/// <param name="Again">The same bytes were handed in before: this is what came of them then.</param>
public sealed record AnswerSheetReceipt(
    string File,
    int Records,
    IReadOnlyList<AnswerSheetRow> Rows,
    bool Again
);

/// <summary>What became of one row.</summary>
/// <param name="Status"><c>ok</c> or <c>refused</c>.</param>
public sealed record AnswerSheetRow(
    int Line,
    string RequestId,
    string Status,
    string? Column,
    string? Code,
    string? Message
)
{
    internal static AnswerSheetRow Of(ReceiptRow row, Func<string, string?> words) =>
        new(
            row.Line,
            row.RequestId,
            row.Problem is null ? "ok" : "refused",
            row.Problem?.Column,
            row.Problem?.Code,
            row.Problem is { } problem ? words(problem.Code) ?? problem.Message : null
        );
}
