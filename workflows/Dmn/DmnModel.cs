using Workflows.Feel;
using Workflows.Feel.Runtime;

namespace Workflows.Dmn;

/// <summary>A decision model, compiled: immutable, safe for any number of threads.</summary>
public sealed class DmnModel
{
    private readonly Module _module;
    private readonly Dictionary<string, Logic> _byId;

    internal DmnModel(Module module)
    {
        _module = module;
        var decisions = module.Elements.OfType<Logic>().Where(logic => logic.IsDecision).ToList();
        Decisions = [.. decisions.Select(logic => new DmnDecision(logic.Id, logic.Name))];
        _byId = decisions.Where(logic => logic.Id.Length > 0).ToDictionary(logic => logic.Id);
    }

    public string Id => _module.Root.Id;

    public string Name => _module.Root["name"] ?? "";

    /// <summary>The decisions of the file itself, not of those it imports.</summary>
    public IReadOnlyList<DmnDecision> Decisions { get; }

    /// <summary>
    /// Decides, after everything the decision requires. Inputs are looked up by the names of input data;
    /// names that the model does not declare are looked up there, too, as Camunda does. The whole graph
    /// shares one budget.
    /// </summary>
    /// <exception cref="InvalidOperationException">No such decision: callers bind ids when they
    /// deploy.</exception>
    public DmnResult Evaluate(string decisionId, IFeelScope inputs, FeelEnvironment environment)
    {
        if (!_byId.TryGetValue(decisionId, out var decision))
        {
            throw new InvalidOperationException($"The model '{Id}' has no decision '{decisionId}'.");
        }

        return Evaluate(decision, inputs, environment);
    }

    internal static DmnResult Evaluate(DrgElement element, IFeelScope inputs, FeelEnvironment environment)
    {
        var before = environment.Warnings.Count;
        var evaluated = new List<DmnEvaluatedDecision>();
        var value = Evaluation.Run(
            frame => new DmnSession(inputs, frame.Evaluation, evaluated).ValueOf(element),
            0,
            inputs,
            environment
        );
        environment.MatchedRules = null;
        environment.Place = "";
        return new DmnResult(value, evaluated, [.. environment.Warnings.Skip(before)]);
    }

    /// <summary>
    /// Calls a decision service or a knowledge model with its inputs by name; null, with a warning, when the file has
    /// neither of that name.
    /// </summary>
    internal FeelValue Invoke(string name, IFeelScope inputs, FeelEnvironment environment)
    {
        var element = _module.Elements.Find(element =>
            element.Name == name && element is (DecisionService or Logic { IsDecision: false })
        );
        if (element is null)
        {
            environment.Warn("not_a_function", $"There is nothing to call of the name '{name}'.", 0);
            return FeelValue.Null;
        }

        return Evaluation.Run(
            frame => new DmnSession(inputs, frame.Evaluation, []).Invoke(element),
            0,
            inputs,
            environment
        );
    }

    /// <summary>The element of a name, imported ones included.</summary>
    internal DrgElement? Find(string name) =>
        _module
            .Imports.Select(import => import.Module)
            .Prepend(_module)
            .SelectMany(module => module.Elements)
            .FirstOrDefault(element => element.Name == name && element is not InputData);
}
