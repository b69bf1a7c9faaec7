using Adapters.Post;
using Adapters.Registries;

namespace Hub.Desk;

/// <summary>What a clerk records for one line of a request; the request is the task's.</summary>
/// <param name="Line">The line, 1, 2, 3 …</param>
/// <param name="Outcome"><c>issued</c>, <c>partially_issued</c>, <c>rejected</c>, <c>needs_information</c>, <c>rerouted</c> or <c>in_search</c>.</param>
/// <param name="Reason">Coded reason; mandatory unless issued or in search.</param>
/// <param name="IssuedOn"><c>yyyy-MM-dd</c>.</param>
/// <param name="BureauCodeHeld">For <c>rerouted</c>: the bureau that holds the act.</param>
/// <param name="RegisteredItem">The S10 number of a label the bureau has put on the letter.</param>
public sealed record LineAnswer(
    int Line,
    string? Outcome,
    string? Reason = null,
    int? IssuedCopies = null,
    string? IssuedOn = null,
    string? Officer = null,
    string? ActNumberFound = null,
    int? ActYearFound = null,
    string? BureauCodeHeld = null,
    string? RegisteredItem = null,
    string? Note = null
)
{
    private const int MaxTextLength = 500;

    /// <summary>The answer as every channel gives it.</summary>
    internal RegistryAnswer ToRegistryAnswer(string requestId) =>
        new(
            requestId,
            Line,
            Outcome!,
            Tidy(Reason),
            IssuedCopies,
            Tidy(IssuedOn),
            Tidy(Officer),
            Tidy(ActNumberFound),
            ActYearFound,
            Tidy(BureauCodeHeld),
            Tidy(RegisteredItem),
            Tidy(Note)
        );

    /// <summary>What a clerk's form can get wrong and no other channel: a mistyped label, a text that never ends.</summary>
    internal TaskFault? FindFault(int index)
    {
        if (
            Tidy(RegisteredItem) is { } item
            && S10Item.ParseRegistered(item) is S10Reading.Refused { Code: var code, Message: var message }
        )
        {
            return new TaskFault($"/answers/{index}/registeredItem", code, message);
        }

        (string Name, string? Text)[] texts =
        [
            ("note", Note),
            ("officer", Officer),
            ("actNumberFound", ActNumberFound),
        ];
        var tooLong = Array.Find(texts, t => t.Text?.Length > MaxTextLength);
        return tooLong.Name is null
            ? null
            : new TaskFault(
                $"/answers/{index}/{tooLong.Name}",
                "text_too_long",
                $"{MaxTextLength} characters at the most."
            );
    }

    private static string? Tidy(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
