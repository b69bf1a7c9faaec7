using System.Text.Json;

namespace Simulators.Scenario;

/// <summary>The real bureaus (<c>config/bureaus.csv</c>), each with the channel of its type.</summary>
internal sealed class Bureaus
{
    private readonly Dictionary<string, SimulatedBureau> byCode;

    private Bureaus(IReadOnlyList<SimulatedBureau> all)
    {
        All = all;
        byCode = all.ToDictionary(b => b.Code, StringComparer.Ordinal);
    }

    /// <summary>All that take orders, in the order of the file.</summary>
    public IReadOnlyList<SimulatedBureau> All { get; }

    /// <summary>Reads <c>bureaus.csv</c> and <c>bureau-types.json</c> of a folder.</summary>
    public static Bureaus Read(string folder)
    {
        using var types = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "bureau-types.json")));
        var lines = File.ReadAllLines(Path.Combine(folder, "bureaus.csv"));
        var header = lines[0].Split(',');
        var rows = lines.Skip(1).Where(line => line.Length > 0).Select(line => line.Split(','));
        return new Bureaus([
            .. rows.Where(row => Field(row, "active") == "yes")
                .Select(row => new SimulatedBureau(
                    Field(row, "code"),
                    Field(row, "type"),
                    types.RootElement.GetProperty(Field(row, "type")).GetProperty("channel").GetString()!,
                    Field(row, "calendar")
                )),
        ]);

        string Field(string[] row, string name) => row[Array.IndexOf(header, name)];
    }

    /// <summary>The bureaus reached over a channel: <c>rest</c>, <c>sftp</c> or <c>desk</c>.</summary>
    public IReadOnlyList<SimulatedBureau> Of(string channel) => [.. All.Where(b => b.Channel == channel)];

    /// <summary>The bureau of a code; null for one that is not in the file.</summary>
    public SimulatedBureau? Find(string code) => byCode.GetValueOrDefault(code);
}

/// <summary>One bureau as the simulators know it.</summary>
internal sealed record SimulatedBureau(string Code, string Type, string Channel, string Calendar);
