namespace Workflows.Dmn;

/// <summary>What a decision table answers when several rules match (DMN 1.5 §8.2.8).</summary>
internal enum HitPolicy
{
    Unique,
    Any,
    Priority,
    First,
    Collect,
    RuleOrder,
    OutputOrder,
}
