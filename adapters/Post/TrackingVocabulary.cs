using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Adapters.Post;

/// <summary>
/// The post's codes (domain.md §5.2), what each means for a letter, and how it is told to people. Data:
/// <c>config/tracking-events.json</c>, so that a code the post begins to use is one line there.
/// </summary>
public sealed class TrackingVocabulary
{
    private const string AttemptCode = "EMH";
    private static readonly string[] Languages = ["ar", "fr", "en"];
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter<TrackingStatus>(JsonNamingPolicy.SnakeCaseLower) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private readonly FrozenDictionary<string, TrackingTerm> events;
    private readonly FrozenDictionary<string, TrackingTerm> reasons;
    private readonly FrozenDictionary<string, TrackingTerm> actions;

    private TrackingVocabulary(Tables tables)
    {
        events = ToDictionary(tables.Events);
        reasons = ToDictionary(tables.Reasons);
        actions = ToDictionary(tables.Actions);
    }

    /// <summary>Reads the tables.</summary>
    /// <exception cref="InvalidDataException">Something is wrong with them; the message lists everything.</exception>
    public static TrackingVocabulary Read(string json)
    {
        Tables tables;
        try
        {
            tables = JsonSerializer.Deserialize<Tables>(json, Json) ?? new Tables([], [], []);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("tracking-events.json: " + exception.Message, exception);
        }

        var problems = Check("event", tables.Events)
            .Concat(Check("reason", tables.Reasons))
            .Concat(Check("action", tables.Actions))
            .ToList();
        foreach (var needed in (string[])[AttemptCode, TrackingEvent.ReturnedCode])
        {
            if (!tables.Events.Any(term => term.Code == needed))
            {
                problems.Add($"The event '{needed}' is missing.");
            }
        }

        return problems.Count == 0
            ? new TrackingVocabulary(tables)
            : throw new InvalidDataException("tracking-events.json: " + string.Join(" ", problems));
    }

    /// <summary>Is the code one whose meaning we know?</summary>
    public bool Knows(string eventCode) => events.ContainsKey(eventCode);

    /// <summary>
    /// How far this one event says a letter has come. A failed attempt says by its action what happens next; an action that
    /// is missing or unknown leaves it a failed attempt.
    /// </summary>
    public TrackingStatus MeaningOf(TrackingEvent tracking)
    {
        var meaning = events.GetValueOrDefault(tracking.Code)?.Status ?? TrackingStatus.Announced;
        var next =
            tracking is { Code: AttemptCode, Action: not null }
            && actions.TryGetValue(tracking.Action, out var action)
                ? action.Status
                : null;
        return next > meaning ? next.Value : meaning;
    }

    /// <summary>Does the event stop the post's clock? Only with a reason: without one the post counts on (domain.md §5.2).</summary>
    public bool Pauses(TrackingEvent tracking) =>
        tracking.Reason is not null && events.GetValueOrDefault(tracking.Code) is { PausesClock: true };

    /// <summary>
    /// The event in words: what happened, and after a failed attempt why and what next. A code we do not know is shown as
    /// it is.
    /// </summary>
    /// <param name="tracking">The event.</param>
    /// <param name="language"><c>ar</c>, <c>fr</c> or <c>en</c>.</param>
    public string Describe(TrackingEvent tracking, string language) =>
        string.Join(
            " – ",
            new[]
            {
                TextOf(events, tracking.Code, language),
                TextOf(reasons, tracking.Reason, language),
                TextOf(actions, tracking.Action, language),
            }.OfType<string>()
        );

    private static string? TextOf(
        FrozenDictionary<string, TrackingTerm> terms,
        string? code,
        string language
    ) => code is null ? null : terms.GetValueOrDefault(code)?.Texts[language] ?? code;

    private static FrozenDictionary<string, TrackingTerm> ToDictionary(IEnumerable<TrackingTerm> terms) =>
        terms.ToFrozenDictionary(term => term.Code, StringComparer.Ordinal);

    private static IEnumerable<string> Check(string kind, IReadOnlyList<TrackingTerm> terms) =>
        terms
            .SelectMany(term =>
                Languages
                    .Where(language => string.IsNullOrWhiteSpace(term.Texts.GetValueOrDefault(language)))
                    .Select(language => $"The {kind} '{term.Code}' has no text in '{language}'.")
            )
            .Concat(
                terms
                    .GroupBy(term => term.Code, StringComparer.Ordinal)
                    .Where(same => same.Count() > 1)
                    .Select(same => $"The {kind} '{same.Key}' stands there twice.")
            );

    private sealed record Tables(
        [property: JsonRequired] IReadOnlyList<TrackingTerm> Events,
        [property: JsonRequired] IReadOnlyList<TrackingTerm> Reasons,
        [property: JsonRequired] IReadOnlyList<TrackingTerm> Actions
    );

    private sealed record TrackingTerm(
        [property: JsonRequired] string Code,
        [property: JsonRequired] IReadOnlyDictionary<string, string> Texts,
        TrackingStatus? Status = null,
        bool PausesClock = false
    );
}
