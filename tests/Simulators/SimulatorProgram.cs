using Simulators.Sandbox;
using Spectre.Console;

namespace Simulators;

internal static class SimulatorProgram
{
    private static async Task<int> Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        try
        {
            return args switch
            {
                ["demo", .. var rest] => await DemoAsync(rest, stop.Token),
                _ => Explain("Simulators.dll " + DemoArguments.Usage),
            };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 130;
        }
    }

    private static async Task<int> DemoAsync(string[] args, CancellationToken ct) =>
        DemoArguments.Read(args) switch
        {
            ({ } arguments, _) => await new DemoRun(arguments, new DemoScreen(AnsiConsole.Console)).RunAsync(
                ct
            ),
            var (_, problem) => Explain(problem + "\n" + DemoArguments.Usage),
        };

    private static int Explain(string text)
    {
        Console.Error.WriteLine(text);
        return 2;
    }
}
