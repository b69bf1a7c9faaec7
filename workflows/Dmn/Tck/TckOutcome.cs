namespace Workflows.Dmn.Tck;

/// <summary>What became of one test case.</summary>
/// <param name="Level">The folder above.</param>
/// <param name="Folder">The folder.</param>
/// <param name="File">The test file.</param>
/// <param name="Test">The id of the case in it.</param>
/// <param name="Passed">Whether every result of the case is as expected.</param>
/// <param name="Message">For a failure, what was expected and what came; else empty.</param>
public sealed record TckOutcome(
    string Level,
    string Folder,
    string File,
    string Test,
    bool Passed,
    string Message
);
