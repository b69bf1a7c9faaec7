namespace Workflows.Dmn.Tck;

/// <summary>One folder of the DMN Technology Compatibility Kit: models and tests, by file name.</summary>
/// <param name="Level">The folder above: <c>compliance-level-2</c>, <c>compliance-level-3</c>,
/// <c>non-compliant</c>.</param>
/// <param name="Name">Its own name: <c>0068-feel-equality</c>.</param>
/// <param name="Files">The <c>.dmn</c> and <c>.xml</c> files in it.</param>
public sealed record TckFolder(
    string Level,
    string Name,
    IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files
);
