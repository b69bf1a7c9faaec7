namespace Simulators.Registries;

/// <summary>How often bureaus do what bureaus do. Shares of all requests, messages or files, 0 to 1.</summary>
internal sealed record BureauHabits
{
    /// <summary>Bureaus without bad habits.</summary>
    public static readonly BureauHabits None = new()
    {
        Searches = 0,
        Slow = 0,
        LostReplies = 0,
        Unavailable = 0,
        PushedTwice = 0,
        PolledOnly = 0,
        DroppedTwice = 0,
        BadRows = 0,
        LateDrops = 0,
    };

    /// <summary>The act is not at hand: first "in search", the documents days later.</summary>
    public double Searches { get; init; } = 0.04;

    /// <summary>Nothing is heard for days; the hub has to remind.</summary>
    public double Slow { get; init; } = 0.03;

    /// <summary>The request is taken while the reply is lost.</summary>
    public double LostReplies { get; init; } = 0.06;

    /// <summary>503, and nothing is taken.</summary>
    public double Unavailable { get; init; } = 0.05;

    /// <summary>A pushed answer is pushed again, hours later.</summary>
    public double PushedTwice { get; init; } = 0.10;

    /// <summary>Of all bureaus with a system, those that never push: they have to be asked.</summary>
    public double PolledOnly { get; init; } = 0.25;

    /// <summary>The same <c>ANS</c> file is dropped again, hours later.</summary>
    public double DroppedTwice { get; init; } = 0.06;

    /// <summary>An <c>ANS</c> file carries one row that nobody can use.</summary>
    public double BadRows { get; init; } = 0.06;

    /// <summary>An <c>ANS</c> file is dropped the next working day instead.</summary>
    public double LateDrops { get; init; } = 0.06;
}
