using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using Simulators.Scenario;

namespace Simulators.Registries;

/// <summary>
/// The people who decide what only people can: the post's operator settles claims, the monitor calls bureaus, agrees to
/// refunds and solves refusals; what the monitor asked for, a second person agrees to.
/// </summary>
internal sealed class HubOperators(
    HubStaff post,
    HubStaff monitor,
    HubStaff secondPerson,
    PlanBook plans,
    WorkingHours hours,
    Agenda agenda,
    PartnerClock clock,
    Journal journal
)
{
    private const string Approval = "approve-refund";
    private static readonly LocalTime[] Looks = [new(10, 5), new(15, 20)];

    /// <summary>Looks at the lists again and again.</summary>
    public void Watch()
    {
        var now = clock.GetUtcNow().AddMinutes(1);
        agenda.Add(
            Looks.Min(look => hours.NextAt(look, now)),
            "the operators",
            "look at their lists",
            async ct =>
            {
                await LookAsync(ct);
                Watch();
            }
        );
    }

    /// <summary>All look at their list once.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        foreach (var person in (HubStaff[])[post, monitor])
        {
            foreach (
                var task in (await person.ListAsync("open", ct)).Concat(await person.ListAsync("mine", ct))
            )
            {
                await SettleAsync(person, task, ct);
            }
        }

        foreach (var task in await secondPerson.ListAsync("open", ct))
        {
            if (task.GetProperty("element").GetString() == Approval)
            {
                await SettleAsync(secondPerson, task, ct);
            }
        }
    }

    private async Task SettleAsync(HubStaff person, JsonElement task, CancellationToken ct)
    {
        var element = task.GetProperty("element").GetString()!;
        if (Decide(element, task) is not { } variables)
        {
            return;
        }

        var id = task.GetProperty("id").GetString()!;
        if (await person.AnswerAsync(id, new JsonObject { ["variables"] = variables }, ct))
        {
            journal.Note(clock.GetUtcNow(), element, id, repeated: false, new { person = person.User });
        }
    }

    private JsonObject? Decide(string element, JsonElement task) =>
        element switch
        {
            "settle-claim" => new JsonObject { ["claimResult"] = ClaimResult(task) },
            "call-bureau" => new JsonObject { ["called"] = true },
            Approval => new JsonObject { ["approved"] = true },
            "solve-refusal" => new JsonObject { ["solution"] = "retry" },
            _ => null,
        };

    private string ClaimResult(JsonElement task) =>
        task.TryGetProperty("trackingNumber", out var number)
        && number.GetString() is { } trackingNumber
        && plans.Find(trackingNumber) is { Claim: ClaimTurn.Refund }
            ? "refund"
            : "reissue";
}
