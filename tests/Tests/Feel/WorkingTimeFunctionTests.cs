using Tests.Time;
using Workflows.Feel;
using Workflows.Feel.Functions;

namespace Tests.Feel;

public sealed class WorkingTimeFunctionTests
{
    private static readonly FeelEnvironment Environment = Evaluated.Environment(Calendars.Administration);

    [Theory]
    [InlineData(
        "working time(@\"2026-11-20T15:30:00@Africa/Casablanca\", duration(\"PT2H\"), \"administration\")",
        "2026-11-23T09:30:00@Africa/Casablanca"
    )]
    [InlineData("working days(date(\"2026-11-17\"), 1, \"administration\")", "2026-11-19")]
    [InlineData(
        "working days(@\"2026-11-17T10:00:00\", 2, \"administration\")",
        "2026-11-20T10:00:00@Africa/Casablanca"
    )]
    [InlineData(
        "working time between(@\"2026-11-20T15:30:00\", @\"2026-11-23T09:30:00\", \"administration\")",
        "PT2H"
    )]
    public void Deadlines_know_week_ends_and_holidays(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Of(source, environment: Environment).ToText());

    [Theory]
    [InlineData("is working day(date(\"2026-11-18\"), \"administration\")", "false")]
    [InlineData("is working day(@\"2026-11-19T23:00:00\", \"administration\")", "true")]
    [InlineData("is working day(date(\"2026-11-19\"), \"bank\")", "null")]
    [InlineData("working time(now(), duration(\"P1Y\"), \"administration\")", "null")]
    [InlineData("working time(now(), duration(\"P100000D\"), \"administration\")", "null")]
    [InlineData("working time(\"soon\", duration(\"PT1H\"), \"administration\")", "null")]
    [InlineData("working days(today(), 1000000, \"administration\")", "null")]
    public void What_a_calendar_cannot_answer_is_null(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Of(source, environment: Environment).ToString());

    [Fact]
    public void A_moment_may_be_its_text_as_process_variables_are() =>
        Assert.Equal(
            "2026-11-23T09:30:00@Africa/Casablanca",
            Evaluated
                .Of(
                    "working time(since, @\"PT2H\", \"administration\")",
                    FeelContext.Empty.With("since", "2026-11-20T15:30:00@Africa/Casablanca"),
                    Environment
                )
                .ToText()
        );

    [Theory]
    [InlineData("RR473124829MA", true)]
    [InlineData("RR000000080MA", true)]
    [InlineData("RR201507085MA", true)]
    [InlineData("RR473124828MA", false)]
    [InlineData("rr473124829MA", false)]
    [InlineData("RR47312482٩MA", false)]
    [InlineData("RR47312482MA", false)]
    public void The_check_digit_of_an_item_is_that_of_the_UPU(string item, bool expected)
    {
        Assert.Equal(expected, WorkingTimeFunctions.IsS10(item));
        Assert.Equal(FeelValue.From(expected), Evaluated.Of($"is valid s10(\"{item}\")"));
    }
}
