namespace Tests.Architecture;

public sealed class TidyTests
{
    [Fact]
    public void The_house_has_its_top_level_names()
    {
        Assert.True(File.Exists(Path.Combine(Repository.Root, "Hub.sln")));
    }
}
