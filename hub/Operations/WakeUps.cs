namespace Hub.Operations;

/// <summary>The bells of this process: a committed transaction rings the loop that has something to do.</summary>
internal sealed class WakeUps(Stillness stillness) : IDisposable
{
    /// <summary>Process triggers are due.</summary>
    public WakeUp Processes { get; } = new(stillness);

    /// <summary>Work items are due.</summary>
    public WakeUp Work { get; } = new(stillness);

    /// <summary>Events for the portals are waiting for their sequence number.</summary>
    public WakeUp Events { get; } = new(stillness);

    public void Dispose()
    {
        Processes.Dispose();
        Work.Dispose();
        Events.Dispose();
    }
}
