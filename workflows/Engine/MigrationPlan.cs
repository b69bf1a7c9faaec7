using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>How the elements of one version become those of another.</summary>
/// <param name="Target">How the surroundings name the other version; kept in the history.</param>
/// <param name="Elements">Element id → element id in the other version.</param>
/// <param name="Flows">Sequence flow id → flow id in the other version, for tokens that wait at joins.</param>
public sealed record MigrationPlan(
    string Target,
    IReadOnlyDictionary<string, string> Elements,
    IReadOnlyDictionary<string, string> Flows
)
{
    internal FeelContext ToDetails() =>
        FeelContext
            .Empty.With("version", Target)
            .With("elements", FeelValue.From(Of(Elements)))
            .With("flows", FeelValue.From(Of(Flows)));

    internal static MigrationPlan Read(FeelContext details) =>
        new(
            details["version"].AsString(),
            Map(details["elements"].AsContext()),
            Map(details["flows"].AsContext())
        );

    private static FeelContext Of(IReadOnlyDictionary<string, string> map) =>
        FeelContext.Of(map.Select(e => new KeyValuePair<string, FeelValue>(e.Key, e.Value)));

    private static Dictionary<string, string> Map(FeelContext map) =>
        map.ToDictionary(e => e.Key, e => e.Value.AsString(), StringComparer.Ordinal);
}

/// <summary>What came of a migration.</summary>
public abstract record MigrationResult
{
    private MigrationResult() { }

    /// <summary>The instance runs on in the other version.</summary>
    public sealed record Migrated(StepResult Step) : MigrationResult;

    /// <summary>Nothing has changed; every reason.</summary>
    public sealed record Refused(IReadOnlyList<MigrationProblem> Problems) : MigrationResult;
}

/// <summary>One reason why an instance cannot be migrated so.</summary>
/// <param name="ElementId">The element or flow of the version it runs in.</param>
/// <param name="Code">Stable, lower_snake_case.</param>
/// <param name="Message">What is wrong, for a person.</param>
public sealed record MigrationProblem(string ElementId, string Code, string Message);
