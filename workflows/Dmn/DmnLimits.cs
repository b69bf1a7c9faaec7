namespace Workflows.Dmn;

/// <summary>What a DMN file may be.</summary>
/// <param name="MaxBytes">Size of one file.</param>
/// <param name="MaxElements">Elements of one file, those of the diagram included.</param>
/// <param name="MaxDepth">Elements within elements.</param>
internal sealed record DmnLimits(int MaxBytes, int MaxElements, int MaxDepth)
{
    public static DmnLimits Default { get; } = new(2 * 1024 * 1024, 5_000, 64);

    /// <summary>For the files of the DMN TCK, which hold a thousand decisions each.</summary>
    public static DmnLimits Tck { get; } = new(4 * 1024 * 1024, 50_000, 64);
}
