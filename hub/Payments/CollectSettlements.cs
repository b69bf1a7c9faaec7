using Adapters.Payments;

namespace Hub.Payments;

/// <summary>Takes the settlement files that lie in the provider's folder; each is put away when it has been decided.</summary>
internal sealed class CollectSettlements(SettlementFolder folder, ImportSettlement import)
{
    private const string Actor = "system";

    /// <summary>Takes all; returns how many.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var taken = 0;
        foreach (var name in folder.List())
        {
            if (await folder.ReadAsync(name, ct) is not { } content)
            {
                continue;
            }

            await import.RunAsync(name, content, Actor, ct);
            folder.PutAway(name);
            taken++;
        }

        return taken;
    }
}
