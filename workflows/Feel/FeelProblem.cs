namespace Workflows.Feel;

/// <summary>One reason why a text is not FEEL.</summary>
/// <param name="Position">Zero-based offset into the source, in UTF-16 units.</param>
/// <param name="Line">One-based line.</param>
/// <param name="Column">One-based column.</param>
/// <param name="Code">Stable, lower_snake_case.</param>
/// <param name="Message">What is wrong and what would be right, for a person.</param>
public sealed record FeelProblem(int Position, int Line, int Column, string Code, string Message);

/// <summary>The answer to a text that should be a FEEL expression.</summary>
public abstract record FeelParse
{
    private FeelParse() { }

    public sealed record Parsed(FeelExpression Expression) : FeelParse;

    public sealed record Refused(IReadOnlyList<FeelProblem> Problems) : FeelParse;
}

/// <summary>The answer to a text that should be FEEL unary tests (a decision table cell).</summary>
public abstract record FeelUnaryTestsParse
{
    private FeelUnaryTestsParse() { }

    public sealed record Parsed(FeelUnaryTests Tests) : FeelUnaryTestsParse;

    public sealed record Refused(IReadOnlyList<FeelProblem> Problems) : FeelUnaryTestsParse;
}
