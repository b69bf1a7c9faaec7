using System.Text;
using Workbench.Bpmn;
using Workbench.Dmn;
using Workbench.Feel;

namespace Workbench;

/// <summary>
/// Tries parts of a process before they are deployed, without a hub: FEEL expressions, DMN and BPMN models. Exit codes are those of
/// <c>./run</c>: 0 fine, 1 failed, 2 used wrongly.
/// </summary>
internal static class WorkbenchProgram
{
    private static int Main(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return Run(args, Console.Out, Console.Error);
    }

    /// <summary>Runs one command; what it found goes to <paramref name="output"/>, complaints to
    /// <paramref name="errors"/>.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        try
        {
            return args switch
            {
                ["feel", .. var rest] => FeelCommand.Run(rest, output, errors),
                ["dmn", "eval", .. var rest] => EvalCommand.Run(rest, output, errors),
                ["dmn", "tck", .. var rest] => TckCommand.Run(rest, output, errors),
                ["bpmn", "check", .. var rest] => CheckCommand.Run(rest, output, errors),
                ["bpmn", "roundtrip", .. var rest] => RoundTripCommand.Run(rest, output, errors),
                _ => throw new UsageException(
                    string.Join(
                        '\n',
                        FeelCommand.Usage,
                        EvalCommand.Usage,
                        TckCommand.Usage,
                        CheckCommand.Usage,
                        RoundTripCommand.Usage
                    )
                ),
            };
        }
        catch (UsageException usage)
        {
            errors.WriteLine(usage.Message);
            return ExitCode.Usage;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(exception.Message);
            return ExitCode.Failed;
        }
    }
}
