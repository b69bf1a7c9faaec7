using NodaTime;
using NodaTime.Text;
using Workflows.Engine;
using Workflows.Feel;

namespace Tests.Definitions;

/// <summary>
/// Answers of the hub's steps and of its partners, as a test scripts them. What is not scripted goes well: requests and
/// letters get their numbers, money is taken and given back.
/// </summary>
internal sealed class Partners
{
    private readonly Dictionary<string, Queue<StepReply>> scripted = new(StringComparer.Ordinal);
    private int requests;
    private int letters;
    private int refunds;

    /// <summary>Beside what is scripted: the code a step of this type is refused with, or null.</summary>
    public Func<string, string?> Refuses { get; set; } = _ => null;

    /// <summary>The number of the newest request: what a bureau answers to.</summary>
    public string Request => $"R{requests}";

    /// <summary>The number of the newest letter.</summary>
    public string Letter => $"S{letters}";

    /// <summary>The input of every refund that was decided: what and why.</summary>
    public List<(string What, string? Reason)> Refunds { get; } = [];

    /// <summary>How the next step of this type answers, after those scripted before.</summary>
    public Partners On(string type, params ReadOnlySpan<(string Name, FeelValue Value)> variables) =>
        Add(type, new StepReply(null, Vars.Of(variables)));

    /// <summary>The next step of this type is refused with this code.</summary>
    public Partners Refuse(string type, string code) => Add(type, new StepReply(code, FeelContext.Empty));

    /// <summary>What the hub would tell the process.</summary>
    public Trigger Answer(Command.OpenWork work, Instant now)
    {
        if (work.Type == "decide-refund")
        {
            Refunds.Add((Text(work, "what")!, Text(work, "reason")));
        }

        var usual = Usual(work, now);
        if (Refuses(work.Type) is { } no)
        {
            return new Trigger.WorkThrewError(work.ElementInstance, no, "as scripted", FeelContext.Empty);
        }

        if (!scripted.TryGetValue(work.Type, out var queue) || !queue.TryDequeue(out var reply))
        {
            return new Trigger.WorkCompleted(work.ElementInstance, usual);
        }

        return reply.Refusal is { } code
            ? new Trigger.WorkThrewError(work.ElementInstance, code, "as scripted", FeelContext.Empty)
            : new Trigger.WorkCompleted(
                work.ElementInstance,
                reply.Variables.Aggregate(usual, (all, entry) => all.With(entry.Key, entry.Value))
            );
    }

    private FeelContext Usual(Command.OpenWork work, Instant now) =>
        work.Type switch
        {
            "await-payment" => Vars.Of(("expiresAt", After(now, 3))),
            "accept-payment" => Vars.Of(("paid", FeelValue.True), ("attemptId", "attempt-1")),
            "expire-order" or "cancel-order" => Vars.Of(
                ("paid", FeelValue.False),
                ("attemptId", FeelValue.Null)
            ),
            "open-request" => Vars.Of(("requestId", $"R{++requests}")),
            "record-outcome" => Outcome(work),
            "expire-correction" => Vars.Of(
                ("corrected", FeelValue.False),
                ("reason", "citizen_did_not_answer")
            ),
            "reroute-order" => Vars.Of(
                ("bureau", Text(work, "heldAt")!),
                ("bureauType", "same"),
                ("calendar", "administration"),
                ("handedOver", FeelValue.False)
            ),
            "pack-order" => Vars.Of(("shipmentRef", $"S{++letters}"), ("abroad", FeelValue.False)),
            "record-handover" or "record-found" => Vars.Of(("claimAfter", After(now, 14))),
            "open-claim" => Vars.Of(("claimOpen", FeelValue.True), ("claimAfter", After(now, 0))),
            "close-order" => Vars.Of(("addressCorrected", FeelValue.False)),
            "decide-refund" => Vars.Of(
                ("refundId", $"refund-{++refunds}"),
                ("amountCentimes", FeelValue.From(2000)),
                ("needsApproval", FeelValue.False)
            ),
            _ => FeelContext.Empty,
        };

    /// <summary>What record-outcome makes of an answer: see its own tests.</summary>
    private static FeelContext Outcome(Command.OpenWork work)
    {
        var outcome = Text(work, "outcome")!;
        return Vars.Of(
            ("outcome", outcome),
            ("reason", work.Input.TryGet("reason", out var reason) ? reason : FeelValue.Null),
            ("correctable", FeelValue.From(outcome == "needs_information")),
            ("missing", FeelValue.From(outcome == "partially_issued"))
        );
    }

    private Partners Add(string type, StepReply reply)
    {
        if (!scripted.TryGetValue(type, out var queue))
        {
            scripted.Add(type, queue = new Queue<StepReply>());
        }

        queue.Enqueue(reply);
        return this;
    }

    private static string? Text(Command.OpenWork work, string name) =>
        work.Input.TryGet(name, out var value) && value.TryGetString(out var text) ? text : null;

    private static FeelValue After(Instant now, int days) =>
        FeelValue.From(InstantPattern.General.Format(now + Duration.FromDays(days)));

    private sealed record StepReply(string? Refusal, FeelContext Variables);
}
