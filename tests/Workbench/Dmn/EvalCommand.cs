using Workflows.Dmn;

namespace Workbench.Dmn;

/// <summary><c>dmn eval FILE</c>: one decision of a file, with everything it requires.</summary>
internal static class EvalCommand
{
    public const string Usage = "usage: ./run dmn eval FILE --decision ID [--context FILE]";

    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        var arguments = Arguments.Read(args, 1, ["--decision", "--context"], Usage);
        var file = arguments.Things[0];
        var wanted = arguments["--decision"] ?? throw new UsageException($"Which decision?\n{Usage}");
        if (!File.Exists(file))
        {
            errors.WriteLine($"There is no file '{file}'.");
            return ExitCode.Failed;
        }

        if (!ContextFile.TryRead(arguments["--context"], errors, out var variables))
        {
            return ExitCode.Failed;
        }

        var read = DmnReader.Read(File.ReadAllBytes(file), ImportedFiles.Of(file));
        if (read is DmnRead.Refused refused)
        {
            foreach (var problem in refused.Problems)
            {
                errors.WriteLine(
                    $"{file}:{problem.Line}:{problem.Column}: {problem.Message} [{problem.Code} {problem.ElementId}]"
                );
            }

            return ExitCode.Failed;
        }

        var model = ((DmnRead.Accepted)read).Model;
        if (Find(model, wanted) is not { } decision)
        {
            var known = string.Join(", ", model.Decisions.Select(one => one.Id));
            errors.WriteLine($"{file} has no decision '{wanted}'; it has: {known}");
            return ExitCode.Failed;
        }

        var environment = Surroundings.New();
        var result = model.Evaluate(decision.Id, variables, environment);
        output.WriteLine(result.Value);
        Warnings.Write(result.Warnings, errors);
        return environment.LimitReached ? ExitCode.Failed : ExitCode.Fine;
    }

    /// <summary>By id, else by name: people read names, processes call ids.</summary>
    private static DmnDecision? Find(DmnModel model, string wanted) =>
        model.Decisions.FirstOrDefault(decision => decision.Id == wanted)
        ?? model.Decisions.FirstOrDefault(decision => decision.Name == wanted);
}
