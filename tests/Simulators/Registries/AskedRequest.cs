namespace Simulators.Registries;

/// <summary>A request as a bureau understands it, whatever way it came.</summary>
internal sealed record AskedRequest(
    string RequestId,
    string BureauCode,
    IReadOnlyList<AskedLine> Lines,
    string ActNumber,
    int ActYear
);

/// <summary>One document of a request.</summary>
internal sealed record AskedLine(int Line, string Document, string Language, int Copies);
