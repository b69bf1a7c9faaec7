namespace Simulators.Sandbox;

/// <summary>What became of the orders, by type of bureau and story, with the working time from order to end.</summary>
internal sealed record OutcomeRow(
    string BureauType,
    string Story,
    int Count,
    TimeSpan Median,
    TimeSpan NinetyFifth
);
