namespace Benchmarks.Files;

/// <summary>One file, taken.</summary>
/// <param name="Store">What kept it.</param>
/// <param name="Bytes">Of the file.</param>
/// <param name="Rows">Answers in it, all applied.</param>
/// <param name="Requests">Requests that were answered by them.</param>
/// <param name="FetchSeconds">Reading it from the folder, hashing it on the way.</param>
/// <param name="ApplySeconds">Checking, parsing, validating and applying it, with its receipt, to the commit.</param>
/// <param name="ApplyCpuSeconds">Processor time of the hub for it: what it would take with nobody else on the machine, at the least.</param>
/// <param name="TellSeconds">Telling the processes afterwards, batch by batch.</param>
/// <param name="IdleMegabytes">Resident memory before.</param>
/// <param name="PeakMegabytes">Greatest resident memory of the process from the first byte to the last message.</param>
internal sealed record FileBenchResult(
    string Store,
    long Bytes,
    int Rows,
    int Requests,
    double FetchSeconds,
    double ApplySeconds,
    double ApplyCpuSeconds,
    double TellSeconds,
    double IdleMegabytes,
    double PeakMegabytes
)
{
    /// <summary>What the issue asks for: rows parsed, validated and applied in a second.</summary>
    public double RowsPerSecond => Rows / ApplySeconds;
}
