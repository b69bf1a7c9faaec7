using System.Text;
using Adapters.Exchange;
using Hub.Storage;

namespace Hub.Exchange;

/// <summary>
/// Tries a partner's area as the hub uses it, on a file of no meaning in a folder that nobody reads; for an operator who
/// wants to know now, and step by step, whether the way is free.
/// </summary>
internal sealed class TryPartner(HubStore store, PartnerAreas areas)
{
    /// <summary>The steps with their times; the last one failed, or all are done.</summary>
    public async Task<AreaTrial> RunAsync(string partner, CancellationToken ct)
    {
        // Two operators may try at the same moment: each has a name of its own.
        var name = $"TEST-{Guid.CreateVersion7(store.Now):N}.txt";
        using var body = FileBody.Of(
            Encoding.ASCII.GetBytes($"{name}: a trial of the connection. It may be deleted.\n")
        );
        return await areas.Open(partner).TryAsync(name, body, ct);
    }
}
