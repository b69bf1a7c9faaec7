using Workflows.Bpmn;

namespace Workbench.Bpmn;

/// <summary><c>bpmn roundtrip FILE…</c>: reads, writes and compares: nothing of a file may be lost, executable or not.</summary>
internal static class RoundTripCommand
{
    public const string Usage = "usage: ./run bpmn roundtrip FILE…";

    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        var failed = 0;
        foreach (var file in BpmnFiles.Named(args, Usage))
        {
            if (!BpmnFiles.TryRead(file, errors, out var bytes))
            {
                failed++;
                continue;
            }

            var (document, problem) = BpmnDocument.Load(bytes);
            if (document is null)
            {
                failed++;
                output.WriteLine($"{file}:{problem}");
                continue;
            }

            var differences = Differences(document, bytes).ToList();
            failed += differences.Count > 0 ? 1 : 0;
            differences.ForEach(difference => output.WriteLine($"{file}:{difference}"));
            if (differences.Count == 0)
            {
                output.WriteLine($"{file}: nothing lost");
            }
        }

        return failed == 0 ? ExitCode.Fine : ExitCode.Failed;
    }

    private static IEnumerable<string> Differences(BpmnDocument document, byte[] bytes)
    {
        var written = document.Write();
        var (again, problem) = BpmnDocument.Load(written);
        if (again is null)
        {
            return [$"What was written cannot be read: {problem}"];
        }

        var differences = document.CompareWith(again).Select(d => d.ToString());
        return Meaning(bytes) == Meaning(written)
            ? differences
            : differences.Append("0 /: what was written does not mean the same to the engine");
    }

    /// <summary>What the engine makes of a file: its processes and their elements, or its problems.</summary>
    private static string Meaning(byte[] bytes) =>
        BpmnReader.Read(bytes) switch
        {
            BpmnRead.Read read => string.Join(
                ' ',
                read.Processes.SelectMany(p => p.Elements.Select(e => e.ToString()).Prepend(p.Id))
            ),
            BpmnRead.Refused refused => string.Join(
                ' ',
                refused.Problems.Select(p => $"{p.ElementId} {p.Code}")
            ),
            _ => throw new InvalidOperationException("A file is either read or refused."),
        };
}
