using Workflows.Bpmn;

namespace Workbench.Bpmn;

/// <summary><c>bpmn check FILE…</c>: everything that keeps a file from being deployed, with its place and its rule.</summary>
internal static class CheckCommand
{
    public const string Usage = "usage: ./run bpmn check FILE…";

    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        var problems = 0;
        foreach (var file in BpmnFiles.Named(args, Usage))
        {
            if (!BpmnFiles.TryRead(file, errors, out var bytes))
            {
                problems++;
                continue;
            }

            switch (BpmnReader.Read(bytes))
            {
                case BpmnRead.Refused refused:
                    problems += refused.Problems.Count;
                    foreach (var problem in refused.Problems)
                    {
                        output.WriteLine($"{file}:{problem}");
                    }

                    break;
                case BpmnRead.Read read:
                    output.WriteLine($"{file}: {string.Join(", ", read.Processes.Select(p => p.Id))}: fine");
                    break;
                default:
                    throw new InvalidOperationException("A file is either read or refused.");
            }
        }

        return problems == 0 ? ExitCode.Fine : ExitCode.Failed;
    }
}
