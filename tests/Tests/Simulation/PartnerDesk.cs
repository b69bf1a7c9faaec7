using System.Text.Json;
using Simulators.Scenario;

namespace Tests.Simulation;

/// <summary>Clock, agenda and journal of one simulated partner, on a folder of its own.</summary>
internal sealed class PartnerDesk : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hub-partner-").FullName;

    /// <summary>A desk that opens on a Monday morning, 09:00 UTC.</summary>
    public PartnerDesk(string partner) => Journal = new Journal(folder, partner);

    public PartnerClock Clock { get; } = new(new DateTimeOffset(2026, 10, 5, 9, 0, 0, TimeSpan.Zero));
    public Agenda Agenda { get; } = new();
    public Journal Journal { get; }

    /// <summary>Lets <paramref name="time"/> pass, stopping at everything that is due on the way.</summary>
    public async Task PassAsync(TimeSpan time, CancellationToken ct)
    {
        var until = Clock.GetUtcNow() + time;
        while (Agenda.NextDueAt is { } due && due <= until)
        {
            if (due > Clock.GetUtcNow())
            {
                Clock.StepTo(due);
            }

            await Agenda.RunDueAsync(Clock.GetUtcNow(), TimeSpan.FromMinutes(1), ct);
        }

        Clock.StepTo(until);
    }

    /// <summary>What the journal says so far.</summary>
    public IReadOnlyList<JournalLine> Lines()
    {
        using var stream = new FileStream(
            Path.Combine(folder, Journal.Partner + ".jsonl"),
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite
        );
        using var reader = new StreamReader(stream);
        return
        [
            .. reader
                .ReadToEnd()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonSerializer.Deserialize<JournalLine>(line, JsonSerializerOptions.Web)!),
        ];
    }

    /// <summary>The keys of what really happened of one kind; recognised repetitions left out.</summary>
    public IReadOnlyList<string> Done(string effect) =>
        [.. Lines().Where(line => line.Effect == effect && !line.Repeated).Select(line => line.Key)];

    public void Dispose()
    {
        Journal.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>One line of a journal.</summary>
internal sealed record JournalLine(
    DateTimeOffset At,
    string Effect,
    string Key,
    bool Repeated,
    JsonElement Detail
);
