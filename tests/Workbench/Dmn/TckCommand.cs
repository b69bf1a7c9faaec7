using Workflows.Dmn.Tck;

namespace Workbench.Dmn;

/// <summary><c>dmn tck DIR</c>: every case of every folder below, in the layout of the DMN TCK.</summary>
internal static class TckCommand
{
    public const string Usage = "usage: ./run dmn tck DIR [--csv FILE]";

    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        var arguments = Arguments.Read(args, 1, ["--csv"], Usage);
        var root = arguments.Things[0];
        if (!Directory.Exists(root))
        {
            errors.WriteLine($"There is no folder '{root}'.");
            return ExitCode.Failed;
        }

        var outcomes = new List<TckOutcome>();
        foreach (var outcome in TckFolders.Below(root).SelectMany(TckRunner.Run))
        {
            outcomes.Add(outcome);
            if (!outcome.Passed)
            {
                output.WriteLine($"{outcome.Folder} {outcome.File} {outcome.Test}: {outcome.Message}");
            }
        }

        if (outcomes.Count == 0)
        {
            errors.WriteLine($"There is no test case in or below '{root}'.");
            return ExitCode.Failed;
        }

        if (arguments["--csv"] is { } csv)
        {
            File.WriteAllText(csv, TckCsv.Write(outcomes));
        }

        var passed = outcomes.Count(outcome => outcome.Passed);
        output.WriteLine($"{passed} passed, {outcomes.Count - passed} failed");
        return passed == outcomes.Count ? ExitCode.Fine : ExitCode.Failed;
    }
}
