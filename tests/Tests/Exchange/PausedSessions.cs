using System.Diagnostics;

namespace Tests.Exchange;

/// <summary>The sessions of a server stand still, as when its disk hangs, until this is disposed.</summary>
internal sealed class PausedSessions : IDisposable
{
    private readonly IReadOnlyList<Process> sessions;

    public PausedSessions(SshServer server)
    {
        sessions = server.Sessions();
        Send("STOP");
    }

    public void Dispose() => Send("CONT");

    private void Send(string signal)
    {
        foreach (var session in sessions.Where(s => !s.HasExited))
        {
            using var kill = Process.Start(
                "/bin/kill",
                [$"-{signal}", session.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]
            );
            kill.WaitForExit();
        }
    }
}
