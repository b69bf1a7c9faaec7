using Hub.Storage;
using Workflows.Engine;

namespace Hub.Processes;

/// <summary>Makes the batches of a runner; holds what they all share.</summary>
internal sealed class TransitionBatchFactory(
    DefinitionCatalogue definitions,
    StepRegistry steps,
    ProcessEngine engine
)
{
    public TransitionBatch Create(WriteSession session) => new(session, definitions, steps, engine);
}
