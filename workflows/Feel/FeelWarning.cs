namespace Workflows.Feel;

/// <summary>
/// Why a part of an expression became null. FEEL never throws; an incident shows these instead.
/// </summary>
/// <param name="Code">Stable, lower_snake_case.</param>
/// <param name="Message">What happened, without the values of variables.</param>
/// <param name="Position">Zero-based offset into the expression's source.</param>
/// <param name="Place">The element of a decision model that holds the expression; empty elsewhere.</param>
public sealed record FeelWarning(string Code, string Message, int Position, string Place = "")
{
    public override string ToString() =>
        Place.Length == 0 ? $"{Message} [{Code} at {Position}]" : $"{Message} [{Code} at {Place}:{Position}]";
}
