namespace Workflows.Dmn;

/// <summary>Reads DMN 1.1 to 1.5 files, hostile ones included, and lists every problem with its place.</summary>
public static class DmnReader
{
    public static DmnRead Read(ReadOnlyMemory<byte> xml) =>
        new DmnRead.Refused([
            new DmnProblem("", 1, 1, "dmn_not_ready", "The reader comes with a later commit."),
        ]);
}
