using Workflows.Feel;
using Workflows.Feel.Runtime;
using Workflows.Feel.Types;

namespace Workflows.Dmn;

/// <summary>A decision service as a function of its inputs.</summary>
internal sealed class ServiceFunction(DecisionService service) : FeelFunction
{
    public override IReadOnlyList<string> Parameters { get; } =
    [.. service.Inputs.Select(input => input.Name)];

    internal override FeelValue Invoke(Evaluation evaluation, ReadOnlySpan<FeelValue> arguments, int position)
    {
        if (arguments.Length != Parameters.Count)
        {
            return evaluation.Fail(
                "wrong_arguments",
                $"The service '{service.Name}' takes {Parameters.Count} arguments.",
                position
            );
        }

        var given = new FeelContext.Builder();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!TypeChecks.TryConvert(evaluation, arguments[i], service.Inputs[i].Type, out var argument))
            {
                return evaluation.Fail(
                    "wrong_type",
                    $"The argument '{Parameters[i]}' is not of the declared type.",
                    position
                );
            }

            given.Set(Parameters[i], argument);
        }

        evaluation.Enter();
        var value = new DmnSession(given.Build(), evaluation, []).Serve(service);
        evaluation.Leave();
        return value;
    }
}
