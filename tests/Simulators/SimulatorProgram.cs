using System.Runtime.InteropServices;
using Simulators.Portal;
using Simulators.Sandbox;
using Spectre.Console;

namespace Simulators;

internal static class SimulatorProgram
{
    private static async Task<int> Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        // The hub is our child: nobody else would stop it.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            return args switch
            {
                ["demo", .. var rest] => await DemoAsync(rest, stop.Token),
                ["sandbox", .. var rest] => await SandboxAsync(rest, stop.Token),
                _ => Explain(DemoArguments.Usage + "\n\n" + SandboxArguments.Usage),
            };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 130;
        }
        catch (Exception exception)
            when (exception is InvalidOperationException or IOException or PortalProblemException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
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

    private static async Task<int> SandboxAsync(string[] args, CancellationToken ct) =>
        SandboxArguments.Read(args) switch
        {
            ({ } arguments, _) => await new SandboxRun(arguments, Console.Out).RunAsync(ct),
            var (_, problem) => Explain(problem + "\n" + SandboxArguments.Usage),
        };

    private static int Explain(string text)
    {
        Console.Error.WriteLine(text);
        return 2;
    }
}
