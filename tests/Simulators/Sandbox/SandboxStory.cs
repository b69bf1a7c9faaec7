using Simulators.Scenario;

namespace Simulators.Sandbox;

/// <summary>What a person at the sandbox's portal can ask for.</summary>
internal enum SandboxStory
{
    Delivered,
    NeedsInformation,
    Rejected,
    Rerouted,
    Partial,
    Returned,
    Lost,
}

/// <summary>The part that each partner plays in a story.</summary>
internal static class SandboxStories
{
    public static BureauTurn Bureau(this SandboxStory story) =>
        story switch
        {
            SandboxStory.NeedsInformation => BureauTurn.NeedsInformation,
            SandboxStory.Rejected => BureauTurn.Rejects,
            SandboxStory.Rerouted => BureauTurn.Reroutes,
            SandboxStory.Partial => BureauTurn.IssuesPartially,
            _ => BureauTurn.Issues,
        };

    public static PostTurn Post(this SandboxStory story) =>
        story switch
        {
            SandboxStory.Returned => PostTurn.ReturnsToSender,
            SandboxStory.Lost => PostTurn.Loses,
            _ => PostTurn.Delivers,
        };

    /// <summary>The story in which a bureau does this.</summary>
    public static SandboxStory Of(BureauTurn turn) =>
        Enum.GetValues<SandboxStory>().First(story => story.Bureau() == turn);

    /// <summary>The story in which the post does this.</summary>
    public static SandboxStory Of(PostTurn turn) =>
        Enum.GetValues<SandboxStory>().First(story => story.Post() == turn);
}
