using Simulators.Scenario;

namespace Simulators.Gateway;

/// <summary>
/// The bookkeeping of a provider of references: every evening a file of what was paid and given back, net of what the
/// provider keeps, in the merchant's folder.
/// </summary>
internal sealed class ReferenceSettlements(
    ReferenceProvider provider,
    string name,
    PartnerClock clock,
    Agenda agenda,
    string folder
)
{
    private static readonly TimeSpan At = new(21, 0, 0);

    /// <summary>Works every evening from now on.</summary>
    public void Open()
    {
        var now = clock.GetUtcNow();
        var evening = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) + At;
        agenda.Add(
            evening > now ? evening : evening.AddDays(1),
            "the bookkeeping of " + name,
            "settle the day",
            _ =>
            {
                CloseDay();
                Open();
                return Task.CompletedTask;
            }
        );
    }

    /// <summary>Writes the file of the day; none when nothing was settled.</summary>
    public void CloseDay()
    {
        var rows = provider.Settle();
        if (rows.Count > 0)
        {
            SettledRow.Write(folder, name, rows, clock.GetUtcNow());
        }
    }
}
