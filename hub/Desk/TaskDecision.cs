using System.Text.Json;
using Hub.Catalogue;
using Workflows.Feel;

namespace Hub.Desk;

/// <summary>The variables a task is completed with, checked against what its definition expects.</summary>
internal sealed record TaskDecision(FeelContext Variables, IReadOnlyList<TaskFault> Faults)
{
    private static readonly string[] ClaimResults = ["found", "reissue", "refund"];
    private static readonly string[] Solutions = ["retry", "reroute", "reject"];

    /// <summary>Reads what a person decided about a task.</summary>
    public static TaskDecision Read(
        string element,
        IReadOnlyDictionary<string, JsonElement> variables,
        ReferenceData reference
    )
    {
        var form = new DecisionForm(variables);
        switch (element)
        {
            case DeskTask.SettleClaim:
                form.Choice("claimResult", ClaimResults);
                break;
            case DeskTask.CallBureau:
                form.YesOrNo("called", onlyYes: true);
                break;
            case DeskTask.ApproveRefund:
                form.YesOrNo("approved", onlyYes: false);
                break;
            case DeskTask.SolveRefusal:
                ReadSolution(form, reference);
                break;
            default:
                form.Everything();
                break;
        }

        return form.Finish();
    }

    private static void ReadSolution(DecisionForm form, ReferenceData reference)
    {
        switch (form.Choice("solution", Solutions))
        {
            case "reroute":
                form.Known(
                    "heldAt",
                    "bureau_held_unknown",
                    code => reference.FindBureau(code) is { Active: true }
                );
                break;
            case "reject":
                var code = form.Known("reason", "reason_unknown", reference.Reasons.ContainsKey);
                if (code is not null && reference.Reasons.GetValueOrDefault(code) is { } reason)
                {
                    // What follows from a reason, as with a bureau's own answer.
                    form.Add("refundable", FeelValue.From(reason.Refundable));
                    form.Add("correctionAllowed", FeelValue.From(reason.CorrectionAllowed));
                }

                break;
        }
    }
}

/// <summary>Takes the expected variables out of a form one by one; what is left over or wrong is a fault.</summary>
internal sealed class DecisionForm(IReadOnlyDictionary<string, JsonElement> given)
{
    private const int MaxVariables = 20;

    private readonly FeelContext.Builder variables = new();
    private readonly List<TaskFault> faults = [];
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    /// <summary>One of a few words; null when it is none of them.</summary>
    public string? Choice(string name, IReadOnlyList<string> choices)
    {
        var text = Text(name);
        if (text is not null && choices.Contains(text))
        {
            variables.Set(name, FeelValue.From(text));
            return text;
        }

        Fault(name, "choice_wrong", "Known: " + string.Join(", ", choices) + ".");
        return null;
    }

    /// <summary>A code that the reference data must know; null when it does not.</summary>
    public string? Known(string name, string faultCode, Func<string, bool> isKnown)
    {
        var text = Text(name);
        if (text is not null && isKnown(text))
        {
            variables.Set(name, FeelValue.From(text));
            return text;
        }

        Fault(name, text is null ? "field_missing" : faultCode, "A code of the reference data is expected.");
        return null;
    }

    /// <summary>True or false; or only true, for something that can only be confirmed.</summary>
    public void YesOrNo(string name, bool onlyYes)
    {
        asked.Add(name);
        var kind = given.TryGetValue(name, out var value) ? value.ValueKind : JsonValueKind.Undefined;
        if (kind == JsonValueKind.True || (kind == JsonValueKind.False && !onlyYes))
        {
            variables.Set(name, FeelValue.From(kind == JsonValueKind.True));
            return;
        }

        Fault(name, "choice_wrong", onlyYes ? "Known: true." : "Known: true, false.");
    }

    /// <summary>Adds what follows from the decision.</summary>
    public void Add(string name, FeelValue value) => variables.Set(name, value);

    /// <summary>Takes all there is: a task that only its definition knows.</summary>
    public void Everything()
    {
        foreach (var (name, value) in given.Take(MaxVariables))
        {
            asked.Add(name);
            variables.Set(name, FeelJson.From(value));
        }
    }

    /// <summary>The decision, or everything that is wrong with it.</summary>
    public TaskDecision Finish()
    {
        foreach (var name in given.Keys.Where(name => !asked.Contains(name)))
        {
            Fault(name, "variable_unknown", "This task has no such variable.");
        }

        return new TaskDecision(variables.Build(), faults);
    }

    private string? Text(string name)
    {
        asked.Add(name);
        return given.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
    }

    private void Fault(string name, string code, string message) =>
        faults.Add(new TaskFault("/variables/" + name, code, message));
}
