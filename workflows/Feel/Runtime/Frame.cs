namespace Workflows.Feel.Runtime;

/// <summary>The variables of one activation: of the expression itself, or of one call of a lambda.</summary>
internal sealed class Frame(Evaluation evaluation)
{
    public Evaluation Evaluation { get; } = evaluation;

    public FeelValue[] Slots { get; set; } = [];
}
