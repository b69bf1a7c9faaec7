using System.Globalization;
using Simulators.Scenario;
using Spectre.Console;

namespace Simulators.Sandbox;

/// <summary>What the demo shows: a bar on a terminal, plain lines elsewhere; a table at the end.</summary>
internal sealed class DemoScreen(IAnsiConsole console)
{
    private const int PlainSteps = 10;
    private static readonly TimeSpan WorkingDay = TimeSpan.FromHours(8);

    /// <summary>One line.</summary>
    public void Say(string line) => console.Profile.Out.Writer.WriteLine(line);

    /// <summary>One line about something that is wrong.</summary>
    public void Complain(string line) => Say("✗ " + line);

    /// <summary>Runs the orders while showing how many are over, and where simulated time stands.</summary>
    public Task ShowAsync(StoryBook stories, PartnerClock clock, Func<Action, Task> run) =>
        console.Profile.Capabilities.Interactive
            ? BarAsync(stories, clock, run)
            : LinesAsync(stories, clock, run);

    /// <summary>The table of outcomes.</summary>
    public void Table(IReadOnlyList<OutcomeRow> rows)
    {
        var table = new Table().Border(
            console.Profile.Capabilities.Interactive ? TableBorder.Rounded : TableBorder.Ascii
        );
        table.AddColumns("Bureau type", "Outcome");
        table.AddColumn(new TableColumn("Orders").RightAligned());
        table.AddColumn(new TableColumn("Median").RightAligned());
        table.AddColumn(new TableColumn("p95").RightAligned());
        var type = "";
        foreach (var row in rows)
        {
            if (type.Length > 0 && row.BureauType != type)
            {
                table.AddEmptyRow();
            }

            table.AddRow(
                row.BureauType == type ? "" : row.BureauType,
                row.Story,
                row.Count.ToString(CultureInfo.InvariantCulture),
                Days(row.Median),
                Days(row.NinetyFifth)
            );
            type = row.BureauType;
        }

        console.Write(table);
        Say("Working time from order to end; a working day has 8 hours (Mon-Fri 8:30-16:30).");
    }

    private async Task BarAsync(StoryBook stories, PartnerClock clock, Func<Action, Task> run) =>
        await console
            .Progress()
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new ElapsedTimeColumn()
            )
            .StartAsync(async context =>
            {
                var task = context.AddTask("orders", maxValue: stories.Stories.Count);
                await run(() =>
                {
                    task.Value = stories.Ended;
                    task.Description = Describe(stories, clock);
                });
                task.StopTask();
            });

    private async Task LinesAsync(StoryBook stories, PartnerClock clock, Func<Action, Task> run)
    {
        var shown = -1;
        await run(() =>
        {
            var step = stories.Ended * PlainSteps / stories.Stories.Count;
            if (step > shown)
            {
                shown = step;
                Say(Describe(stories, clock));
            }
        });
    }

    private static string Describe(StoryBook stories, PartnerClock clock) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{clock.GetUtcNow():ddd d MMM HH:mm} · {stories.Ended}/{stories.Stories.Count} orders over"
        );

    private static string Days(TimeSpan working) =>
        string.Create(CultureInfo.InvariantCulture, $"{working / WorkingDay:0.0} d");
}
