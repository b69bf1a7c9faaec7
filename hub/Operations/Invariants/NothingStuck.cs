namespace Hub.Operations.Invariants;

/// <summary>I13: a process that is not over waits for something that can come, or for a person who was told.</summary>
internal sealed class NothingStuck : IInvariant
{
    public string Id => "I13";
    public string Rule =>
        "No process is stuck: wherever one stands, it waits for something, or has an incident";

    public async Task<Verdict> CheckAsync(Evidence evidence, CancellationToken ct)
    {
        var waits = await InstanceWaits.ReadAsync(evidence.Db, ct);
        var violations = new List<string>();
        await foreach (var instance in ActiveInstance.ReadAllAsync(evidence.Db, ct))
        {
            if (waits.Has(instance.Id))
            {
                continue;
            }

            if (instance.State is null)
            {
                if (!waits.Has(instance.Id, 0))
                {
                    violations.Add($"{instance.Name} was never started");
                }

                continue;
            }

            violations.AddRange(
                instance
                    .Leaves()
                    .Where(leaf => !waits.Has(instance.Id, leaf.Id))
                    .Select(leaf => $"{instance.Name} stands at '{leaf.Element.Id}' and waits for nothing")
            );
        }

        return new Verdict.Counted(violations);
    }
}
