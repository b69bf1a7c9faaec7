namespace Workbench;

/// <summary>What a command says to the shell, as <c>./run</c> does.</summary>
internal static class ExitCode
{
    public const int Fine = 0;

    /// <summary>The thing tried does not work, or a file cannot be read.</summary>
    public const int Failed = 1;

    /// <summary>The command was not understood.</summary>
    public const int Usage = 2;
}
