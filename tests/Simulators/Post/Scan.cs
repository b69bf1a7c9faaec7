namespace Simulators.Post;

/// <summary>What one scanner of the post saw; or, with the code <c>RET</c>, a letter handed back.</summary>
internal sealed record Scan(
    string Item,
    string Code,
    DateTimeOffset At,
    string Office,
    string Country,
    string Reason,
    string Action
);
