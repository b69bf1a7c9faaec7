using Adapters.Payments;
using Hub.Processes;
using Hub.Storage;

namespace Hub.Payments;

/// <summary>
/// Takes the settlement files that lie whole in the provider's folder; each is put away when it has been decided. One that
/// does not become whole, or is written on after it was taken, is shown to a person.
/// </summary>
internal sealed class CollectSettlements(HubStore store, SettlementFolder folder, ImportSettlement import)
{
    private const string Actor = "system";
    private const string Waits = "settlement_file_waits";
    private const string Grew = "settlement_file_grew";

    /// <summary>Takes all; returns how many.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var taken = 0;
        foreach (var drop in folder.List(store.Now))
        {
            if (drop.IsWhole && await folder.ReadAsync(drop.Name, ct) is { } content)
            {
                await import.RunAsync(drop.Name, content, Actor, ct);
                folder.PutAway(drop.Name, content.Length);
                taken++;
            }
            else if (drop.HasWaited)
            {
                await TellAsync(Waits, $"'{drop.Name}' is not taken: it is not known to be whole.", ct);
            }
        }

        await LookBackAsync(ct);
        return taken;
    }

    private async Task LookBackAsync(CancellationToken ct)
    {
        foreach (var grown in folder.Grown())
        {
            await TellAsync(
                Grew,
                $"'{grown.Name}' had {grown.BytesTaken} bytes when it was taken, and has {grown.Bytes} now.",
                ct
            );
            folder.Acknowledge(grown);
        }
    }

    private Task<bool> TellAsync(string code, string message, CancellationToken ct) =>
        store.WriteAsync(session => Incident.OpenOnceAsync(session, code, message, null, null, ct), ct);
}
