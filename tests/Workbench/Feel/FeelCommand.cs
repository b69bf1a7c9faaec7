using Workflows.Feel;

namespace Workbench.Feel;

/// <summary><c>feel 'EXPR'</c>: the value as FEEL text; why parts of it became null goes to the errors.</summary>
internal static class FeelCommand
{
    public const string Usage = "usage: ./run feel 'EXPR' [--context FILE] [--dialect dmn|camunda]";

    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        var arguments = Arguments.Read(args, 1, ["--context", "--dialect"], Usage);
        var dialect = Dialect(arguments["--dialect"]);
        if (!ContextFile.TryRead(arguments["--context"], errors, out var variables))
        {
            return ExitCode.Failed;
        }

        switch (FeelExpression.Parse(arguments.Things[0], dialect, new FeelNames(variables.Keys)))
        {
            case FeelParse.Parsed parsed:
                var environment = Surroundings.New();
                output.WriteLine(parsed.Expression.Evaluate(variables, environment));
                Warnings.Write(environment.Warnings, errors);
                return environment.LimitReached ? ExitCode.Failed : ExitCode.Fine;
            case FeelParse.Refused refused:
                foreach (var problem in refused.Problems)
                {
                    errors.WriteLine($"{problem.Line}:{problem.Column}: {problem.Message} [{problem.Code}]");
                }

                return ExitCode.Failed;
            default:
                throw new InvalidOperationException("An expression is either parsed or refused.");
        }
    }

    private static FeelDialect Dialect(string? name) =>
        name switch
        {
            null or "dmn" => FeelDialect.Dmn,
            "camunda" => FeelDialect.Camunda,
            _ => throw new UsageException($"There is no dialect '{name}'.\n{Usage}"),
        };
}
