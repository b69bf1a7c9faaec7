using NodaTime;
using Simulators.Files;
using Simulators.Scenario;

namespace Simulators.Registries;

/// <summary>
/// The bureaus that exchange files, each with its own tree below one root. Their machines take <c>REQ</c> files at any hour
/// and acknowledge them; their people answer in working hours, in files dropped twice a day.
/// </summary>
internal sealed class FileBureaus
{
    /// <summary>Their name in the agenda: one machine serves them all.</summary>
    internal const string Name = "bureaus that exchange files";

    private readonly Agenda agenda;
    private readonly PartnerClock clock;
    private readonly IReadOnlyList<FileBureau> bureaus;

    /// <summary>Opens the trees of <paramref name="codes"/> below <paramref name="root"/>.</summary>
    public FileBureaus(
        string root,
        IEnumerable<string> codes,
        BureauRegister register,
        BureauHabits habits,
        Agenda agenda,
        PartnerClock clock,
        Journal journal,
        Draw draw
    )
    {
        (this.agenda, this.clock) = (agenda, clock);
        bureaus =
        [
            .. codes.Select(code => new FileBureau(
                code,
                new PartnerFolder(Path.Combine(root, code)),
                register,
                habits,
                agenda,
                clock,
                journal,
                draw
            )),
        ];
    }

    /// <summary>Looks into every tree again and again.</summary>
    public void Watch(TimeSpan every) =>
        agenda.Add(
            clock.GetUtcNow() + every,
            Name,
            "look for files",
            _ =>
            {
                Scan();
                Watch(every);
                return Task.CompletedTask;
            }
        );

    /// <summary>Looks into every tree once; returns how many files were taken.</summary>
    public int Scan() => bureaus.Sum(bureau => bureau.Scan());

    /// <summary>The moment of the next drop at or after another: half past eleven, or a quarter to four.</summary>
    internal static DateTimeOffset DropAt(WorkingHours hours, DateTimeOffset ready)
    {
        var noon = hours.NextAt(new LocalTime(11, 30), ready);
        var evening = hours.NextAt(new LocalTime(15, 45), ready);
        return noon < evening ? noon : evening;
    }
}
