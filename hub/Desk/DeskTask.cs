using System.Text.Json;
using Hub.Orders;
using Hub.Processes;
using Hub.Registries;

namespace Hub.Desk;

/// <summary>A task with what its person has to know: the request it is about, and the order behind it.</summary>
internal sealed record DeskTask(
    UserTask Task,
    IReadOnlyDictionary<string, JsonElement> Input,
    Order? Order,
    BureauRequest? Request
)
{
    /// <summary>The task by which a bureau without a system of its own answers a request.</summary>
    public const string AnswerRequest = "answer-request";

    /// <summary>The post says whether it found a letter.</summary>
    public const string SettleClaim = "settle-claim";

    /// <summary>A bureau that does not answer is called.</summary>
    public const string CallBureau = "call-bureau";

    /// <summary>A second person agrees to a large refund.</summary>
    public const string ApproveRefund = "approve-refund";

    /// <summary>A bureau's system refused a request: a person decides.</summary>
    public const string SolveRefusal = "solve-refusal";

    /// <summary>When it should be done: the task's own time, or the end of the day the bureau was given.</summary>
    public DateTimeOffset? DueAt => Task.DueAt ?? (Request is null ? null : EndOfDay(Request.DueOn));

    /// <summary>A text of the task's input; null when it has none of that name.</summary>
    public string? Text(string name) => Text(Input, name);

    /// <summary>The variables a task sees.</summary>
    public static IReadOnlyDictionary<string, JsonElement> ReadInput(UserTask task) =>
        JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(task.Input) ?? [];

    /// <summary>Did the person who completed it decide that the order's money goes back?</summary>
    public static bool GivesMoneyBack(UserTask task)
    {
        if (task.Outcome is null)
        {
            return false;
        }

        var outcome = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(task.Outcome) ?? [];
        return task.ElementId == SettleClaim
            ? Text(outcome, "claimResult") == "refund"
            : task.ElementId == SolveRefusal && Text(outcome, "solution") == "reject";
    }

    /// <summary>A text among a task's variables.</summary>
    public static string? Text(IReadOnlyDictionary<string, JsonElement> input, string name) =>
        input.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    // Morocco keeps UTC+0 or +1: the end of the day in UTC is at most an hour late, and a list is sorted by it, no more.
    private static DateTimeOffset EndOfDay(string day) =>
        new(
            DateOnly
                .ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
                .ToDateTime(new TimeOnly(23, 59)),
            TimeSpan.Zero
        );
}
