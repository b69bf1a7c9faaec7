using Workflows.Feel.Runtime;

namespace Workflows.Feel;

/// <summary>
/// The tests of a decision table cell, such as <c>&lt; 10, [20..30]</c> or <c>-</c>. Immutable and safe for threads.
/// </summary>
public sealed class FeelUnaryTests
{
    private readonly Code _code;
    private readonly int _slots;

    internal FeelUnaryTests(string source, IReadOnlyList<string> variables, Code code, int slots)
    {
        Source = source;
        Variables = variables;
        _code = code;
        _slots = slots;
    }

    public string Source { get; }

    /// <summary>The names the tests ask their scope for, the input <c>?</c> not among them.</summary>
    public IReadOnlyList<string> Variables { get; }

    public static FeelUnaryTestsParse Parse(string source, FeelDialect dialect) =>
        Parse(source, dialect, FeelNames.Empty);

    public static FeelUnaryTestsParse Parse(string source, FeelDialect dialect, FeelNames names) =>
        new FeelUnaryTestsParse.Refused([
            new FeelProblem(0, 1, 1, "feel_not_ready", "The parser comes with the next commit."),
        ]);

    /// <summary>True, false, or null when the tests say nothing about this input.</summary>
    public FeelValue Evaluate(FeelValue input, IFeelScope scope, FeelEnvironment environment) =>
        Evaluation.Run(_code, _slots, scope, environment, input);
}
