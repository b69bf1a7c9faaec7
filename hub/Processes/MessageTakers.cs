namespace Hub.Processes;

/// <summary>What the store says about messages about to be published.</summary>
internal sealed class MessageTakers
{
    /// <summary>The messages with an id that are kept already: publishing them again does nothing (R23).</summary>
    public HashSet<(string Name, string Key, string Id)> Known { get; } = [];

    /// <summary>Messages of the same ids whose time is over and that are not purged yet.</summary>
    public HashSet<(string Name, string Key, string Id)> Expired { get; } = [];

    /// <summary>The waits no message is on its way to, in the order they were opened.</summary>
    public List<OpenedWait> Waits { get; } = [];

    /// <summary>
    /// Those of the waits for whose key nothing is kept that their process has not had or that has the id of a message about
    /// to be published.
    /// </summary>
    public List<OpenedWait> NothingKept { get; } = [];

    /// <summary>Instances of these waits, held until the commit, where that was asked for and nobody else holds them.</summary>
    public Dictionary<Guid, ProcessInstance> Held { get; } = [];

    /// <summary>A wait, whether anything is kept for it, and its instance where it is held now.</summary>
    public void Add(OpenedWait wait, bool isKept, ProcessInstance? held)
    {
        Waits.Add(wait);
        if (!isKept)
        {
            NothingKept.Add(wait);
        }

        if (held is not null)
        {
            Held.TryAdd(held.Id, held);
        }
    }
}
