using Workflows.Feel;
using Workflows.Feel.Runtime;

namespace Workflows.Dmn;

/// <summary>
/// One evaluation of a decision graph: every decision is evaluated at most once, and only when required.
/// </summary>
internal sealed class DmnSession(
    IFeelScope inputs,
    Evaluation evaluation,
    List<DmnEvaluatedDecision> evaluated
)
{
    private readonly Dictionary<DrgElement, FeelValue> _values = [];

    public FeelValue ValueOf(DrgElement element)
    {
        if (_values.TryGetValue(element, out var known))
        {
            return known;
        }

        evaluation.Enter();
        var value = element switch
        {
            InputData input => Input(input),
            DecisionService service => FeelValue.From(new ServiceFunction(service)),
            Logic { IsDecision: true } decision => Decide(decision),
            Logic knowledge => Run(knowledge),
            _ => FeelValue.Null,
        };
        evaluation.Leave();
        _values[element] = value;
        return value;
    }

    /// <summary>The result of a service or knowledge model that is given its inputs by name.</summary>
    public FeelValue Invoke(DrgElement element)
    {
        if (element is DecisionService service)
        {
            return Serve(service);
        }

        if (!ValueOf(element).TryGetFunction(out var function))
        {
            return FeelValue.Null;
        }

        var arguments = function
            .Parameters.Select(name => inputs.TryGet(name, out var found) ? found : FeelValue.Null)
            .ToArray();
        return function.Invoke(evaluation, arguments, 0);
    }

    /// <summary>
    /// The output of a service that is given its inputs by name, its input decisions among them.
    /// </summary>
    public FeelValue Serve(DecisionService service)
    {
        foreach (var input in service.Inputs)
        {
            var value = inputs.TryGet(input.Name, out var found) ? found : FeelValue.Null;
            _values[input] = ConvertNode.Apply(evaluation, value, input.Type, input.Name);
        }

        var outputs = service.Outputs.Select(output => KeyValuePair.Create(output.Name, ValueOf(output)));
        var result = service.Outputs is [var only] ? ValueOf(only) : FeelValue.From(FeelContext.Of(outputs));
        return ConvertNode.Apply(evaluation, result, service.Type, service.Name);
    }

    /// <summary>Runs code of the model within this evaluation's budget.</summary>
    private FeelValue Run(Logic logic)
    {
        if (logic.Compiled is not { } compiled)
        {
            return FeelValue.Null;
        }

        var outer = evaluation.Scope;
        evaluation.Scope = new DecisionScope(this, logic, inputs);
        var value = compiled.Code(new Frame(evaluation) { Slots = new FeelValue[compiled.Slots] });
        evaluation.Scope = outer;
        return value;
    }

    private FeelValue Decide(Logic decision)
    {
        // Requirements first, so that the order of the results is the order of the decisions.
        foreach (var requirement in decision.Requirements)
        {
            ValueOf(requirement.Element);
        }

        var environment = evaluation.Environment;
        var outer = environment.MatchedRules;
        environment.MatchedRules = [];
        var value = ConvertNode.Apply(evaluation, Run(decision), decision.Type, decision.Name);
        evaluated.Add(new DmnEvaluatedDecision(decision.Id, value, environment.MatchedRules));
        environment.MatchedRules = outer;
        return value;
    }

    private FeelValue Input(InputData input)
    {
        if (!inputs.TryGet(input.Name, out var value))
        {
            return evaluation.Fail("input_missing", $"The input '{input.Name}' is not given.", 0);
        }

        return ConvertNode.Apply(
            evaluation,
            InputValue.Read(evaluation, value, input.Type),
            input.Type,
            input.Name
        );
    }
}
