using Hub.Operations.Invariants;

namespace Tests.Operations;

public sealed class CheckCommandTests
{
    [Theory]
    [InlineData("check")]
    [InlineData("check", "--db", "oracle:x")]
    [InlineData("check", "--db", "sqlite:/nowhere/hub.db")]
    [InlineData("check", "--db", "sqlite:x", "--unknown")]
    [InlineData("check", "--db", "sqlite:x", "--now", "yesterday")]
    public async Task A_command_line_that_cannot_be_meant_ends_with_2(params string[] arguments)
    {
        await using var output = new StringWriter();

        var code = await CheckCommand.RunAsync(arguments, output, TestContext.Current.CancellationToken);

        Assert.Equal(2, code);
        Assert.NotEmpty(output.ToString());
    }
}
