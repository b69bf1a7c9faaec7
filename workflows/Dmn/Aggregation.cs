namespace Workflows.Dmn;

/// <summary>What becomes of the outputs a table collects.</summary>
internal enum Aggregation
{
    List,
    Sum,
    Min,
    Max,
    Count,
}
