using Hub.Catalogue;
using Tests.Architecture;
using Workflows.Time;

namespace Tests.Time;

/// <summary>What holidays are called in Arabic, French and English, and what a calendar's file may say of it.</summary>
public sealed class CalendarNameTests
{
    private static readonly string folder = Path.Combine(Repository.Root, "config", "calendars");

    [Fact]
    public void Every_day_and_period_of_the_product_s_calendars_is_named_in_three_languages()
    {
        var problems = new List<string>();

        var calendars = CalendarFiles.Read(folder, problems).All.ToList();

        Assert.Empty(problems);
        var names = calendars
            .SelectMany(c => c.Holidays.Select(h => h.Name).Concat(c.Periods.Select(p => p.Name)))
            .ToList();
        Assert.NotEmpty(names);
        Assert.All(names, n => Assert.Contains(n.Ar!, c => c is >= '\u0600' and <= '\u06FF'));
        Assert.All(names, n => Assert.DoesNotContain(n.Ar!, char.IsAsciiLetter));
        Assert.All(names, n => Assert.False(string.IsNullOrWhiteSpace(n.En)));
    }

    [Theory]
    [InlineData("2026-07-30", "عيد العرش", "Fête du trône", "Throne Day")]
    [InlineData("2026-11-18", "عيد الاستقلال", "Fête de l’indépendance", "Independence Day")]
    [InlineData("2027-01-14", "رأس السنة الأمازيغية", "Nouvel an amazigh", "Amazigh New Year")]
    public void A_holiday_has_its_own_name_in_each(string date, string ar, string fr, string en)
    {
        Assert.True(CalendarFiles.Read(folder, []).TryGet("administration", out var calendar));

        var name = calendar.HolidayOn(NodaTime.Text.LocalDatePattern.Iso.Parse(date).Value)!.Name;

        Assert.Equal((ar, fr, en), (name.In("ar"), name.In("fr"), name.In("en")));
    }

    [Theory]
    [InlineData("\"Fête locale\"", "Fête locale", "Fête locale")]
    [InlineData("{ \"ar\": \"عيد\", \"fr\": \"Fête\" }", "عيد", "Fête")]
    public void An_older_file_s_single_name_is_French_and_English_may_be_left_out(
        string name,
        string arabic,
        string english
    )
    {
        var (calendars, problems) = Read(name);

        Assert.Empty(problems);
        Assert.True(calendars.TryGet("local", out var calendar));
        var read = Assert.Single(calendar.Holidays).Name;
        Assert.Equal((arabic, english), (read.In("ar"), read.In("en")));
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("7")]
    [InlineData("{ \"fr\": \"Fête\" }")]
    [InlineData("{ \"ar\": \"عيد\", \"en\": \"Feast\" }")]
    [InlineData("{ \"ar\": \" \", \"fr\": \"Fête\" }")]
    public void A_name_without_Arabic_or_French_is_a_problem_of_the_file_with_its_day(string name)
    {
        var (_, problems) = Read(name);

        var problem = Assert.Single(problems);
        Assert.Contains("calendars/local.json: 2026-11-24", problem, StringComparison.Ordinal);
    }

    private static (WorkingCalendars Calendars, List<string> Problems) Read(string name)
    {
        var here = Directory.CreateTempSubdirectory("hub-calendars-").FullName;
        File.WriteAllText(
            Path.Combine(here, "local.json"),
            $$"""
            {
              "code": "local", "zone": "Africa/Casablanca", "source": "s",
              "hours": { "mon": [["08:30", "16:30"]] },
              "holidays": [{ "date": "2026-11-24", "name": {{name}}, "status": "confirmed", "source": "s" }]
            }
            """
        );
        var problems = new List<string>();
        var calendars = CalendarFiles.Read(here, problems);
        Directory.Delete(here, recursive: true);
        return (calendars, problems);
    }
}
