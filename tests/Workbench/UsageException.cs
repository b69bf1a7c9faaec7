namespace Workbench;

/// <summary>The command line was not understood; the message says what would be.</summary>
internal sealed class UsageException(string message) : InvalidOperationException(message);
