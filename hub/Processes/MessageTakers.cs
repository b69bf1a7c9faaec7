namespace Hub.Processes;

/// <summary>What the store says about messages about to be published.</summary>
internal sealed class MessageTakers
{
    /// <summary>The messages with an id that are kept already: publishing them again does nothing (R23).</summary>
    public HashSet<(string Name, string Key, string Id)> Known { get; } = [];

    /// <summary>Messages of the same ids whose time is over and that are not purged yet, by the id of their rows.</summary>
    public Dictionary<(string Name, string Key, string Id), long> Expired { get; } = [];

    /// <summary>The waits no message is on its way to, in the order they were opened.</summary>
    public List<OpenedWait> Waits { get; } = [];

    /// <summary>Instances of these waits, held until the commit, where that was asked for and nobody else holds them.</summary>
    public Dictionary<Guid, ProcessInstance> Held { get; } = [];
}
