namespace Simulators;

internal static class SimulatorProgram
{
    private static int Main() => 0;
}
