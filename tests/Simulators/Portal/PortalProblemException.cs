namespace Simulators.Portal;

/// <summary>The hub refused what the portal asked for; no repetition will help.</summary>
internal sealed class PortalProblemException(string message, string? code) : Exception(message)
{
    /// <summary>The problem's stable code, when it had one.</summary>
    public string? Code => code;
}
