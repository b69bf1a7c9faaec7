using Workflows.Feel;

namespace Workflows.Bpmn;

/// <summary>
/// A value in a definition: a FEEL expression when it begins with <c>=</c>, the text itself otherwise (R63).
/// </summary>
public sealed class ValueExpression
{
    private ValueExpression(string source, FeelExpression? feel)
    {
        Source = source;
        Feel = feel;
    }

    /// <summary>As written, with its <c>=</c>.</summary>
    public string Source { get; }

    /// <summary>The compiled expression; null for plain text.</summary>
    public FeelExpression? Feel { get; }

    /// <summary>Is it plain text, known at deployment?</summary>
    public bool IsStatic => Feel is null;

    /// <summary>A plain text.</summary>
    public static ValueExpression Text(string text) => new(text, null);

    /// <summary>A compiled expression.</summary>
    public static ValueExpression Compiled(string source, FeelExpression feel) => new(source, feel);

    public override string ToString() => Source;
}
