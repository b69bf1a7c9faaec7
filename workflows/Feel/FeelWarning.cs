namespace Workflows.Feel;

/// <summary>Why a part of an expression became null. FEEL never throws; an incident shows these instead.</summary>
/// <param name="Code">Stable, lower_snake_case.</param>
/// <param name="Message">What happened, without the values of variables.</param>
/// <param name="Position">Zero-based offset into the expression's source.</param>
public sealed record FeelWarning(string Code, string Message, int Position)
{
    public override string ToString() => $"{Message} [{Code} at {Position}]";
}
