using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using Simulators.Scenario;

namespace Simulators.Registries;

/// <summary>
/// The clerks of bureaus with paper registers: a few times a day each looks at the work list, takes what is new, and records
/// what has been found meanwhile.
/// </summary>
internal sealed class DeskClerks(
    IReadOnlyDictionary<string, HubStaff> clerks,
    BureauRegister register,
    PlanBook plans,
    Agenda agenda,
    PartnerClock clock,
    Journal journal
)
{
    private const int AtOnce = 4;
    private static readonly LocalTime[] Looks = [new(9, 10), new(11, 20), new(14, 10), new(15, 50)];
    private readonly Dictionary<string, DateTimeOffset> firstSeen = new(StringComparer.Ordinal);
    private readonly HashSet<string> searched = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<GivenAnswer>> decided = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>Comes to work again and again.</summary>
    public void Watch()
    {
        var now = clock.GetUtcNow().AddMinutes(1);
        var next = Looks.Min(look => register.Hours.NextAt(look, now));
        agenda.Add(
            next,
            "the clerks",
            "look at their lists",
            async ct =>
            {
                await LookAsync(ct);
                Watch();
            }
        );
    }

    /// <summary>Every clerk whose bureau has orders looks at the list once.</summary>
    public Task LookAsync(CancellationToken ct) =>
        Parallel.ForEachAsync(
            clerks.Where(clerk => plans.MayHaveWork(clerk.Key)),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
            async (clerk, token) => await LookAsync(clerk.Key, clerk.Value, token)
        );

    private async Task LookAsync(string bureau, HubStaff clerk, CancellationToken ct)
    {
        foreach (var task in await clerk.ListAsync("open", ct))
        {
            await clerk.ClaimAsync(task.GetProperty("id").GetString()!, ct);
        }

        foreach (var task in await clerk.ListAsync("mine", ct))
        {
            var request = Read(bureau, task);
            if (Answers(request) is { } answers)
            {
                var id = task.GetProperty("id").GetString()!;
                await clerk.AnswerAsync(id, Body(answers), ct);
                lock (gate)
                {
                    // Told and heard: a search is not announced twice.
                    searched.Add(request.RequestId);
                }
            }
        }
    }

    /// <summary>What the clerk can say by now; null while there is nothing to say.</summary>
    private IReadOnlyList<GivenAnswer>? Answers(AskedRequest request)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            if (firstSeen.TryAdd(request.RequestId, now))
            {
                register.Take(request);
            }

            if (register.AnswerAt(request, firstSeen[request.RequestId]) <= now)
            {
                if (!decided.TryGetValue(request.RequestId, out var answers))
                {
                    decided[request.RequestId] = answers = register.Decide(request);
                    journal.Note(now, "desk-answer", request.RequestId, repeated: false);
                }

                return answers;
            }

            return register.IsSearchedFor(request) && !searched.Contains(request.RequestId)
                ? BureauRegister.Searching(request)
                : null;
        }
    }

    private static AskedRequest Read(string bureau, JsonElement task)
    {
        var request = task.GetProperty("request");
        var act = request.TryGetProperty("act", out var nested) ? nested : request;
        return new AskedRequest(
            task.GetProperty("requestId").GetString()!,
            bureau,
            [
                .. request
                    .GetProperty("lines")
                    .EnumerateArray()
                    .Select(line => line.Deserialize<AskedLine>(JsonSerializerOptions.Web)!),
            ],
            Value(act, "number", "actNumber").GetString()!,
            Value(act, "year", "actYear").GetInt32()
        );
    }

    private static JsonElement Value(JsonElement act, string name, string other) =>
        act.TryGetProperty(name, out var value) ? value : act.GetProperty(other);

    private static JsonObject Body(IReadOnlyList<GivenAnswer> answers) =>
        new()
        {
            ["answers"] = new JsonArray([
                .. answers.Select(answer =>
                {
                    var row = JsonSerializer.SerializeToNode(answer, JsonSerializerOptions.Web)!.AsObject();
                    row.Remove("requestId");
                    return (JsonNode)row;
                }),
            ]),
        };
}
