namespace Workbench.Bpmn;

/// <summary>The files a command names.</summary>
internal static class BpmnFiles
{
    /// <summary>The files of a command line that has nothing else.</summary>
    /// <exception cref="UsageException">There is none, or an option.</exception>
    public static IEnumerable<string> Named(string[] args, string usage) =>
        args.Length == 0 || Array.Exists(args, arg => arg.StartsWith("--", StringComparison.Ordinal))
            ? throw new UsageException(usage)
            : args;

    /// <summary>Reads a file, or says why it cannot be read.</summary>
    public static bool TryRead(string file, TextWriter errors, out byte[] bytes)
    {
        try
        {
            bytes = File.ReadAllBytes(file);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(exception.Message);
            bytes = [];
            return false;
        }
    }
}
