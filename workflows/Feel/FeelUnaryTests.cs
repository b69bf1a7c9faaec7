using Workflows.Feel.Compiling;
using Workflows.Feel.Runtime;
using Workflows.Feel.Syntax;

namespace Workflows.Feel;

/// <summary>
/// The tests of a decision table cell, such as <c>&lt; 10, [20..30]</c> or <c>-</c>. Immutable and safe for
/// threads.
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

    public static FeelUnaryTestsParse Parse(string source, FeelDialect dialect, FeelNames names)
    {
        var parser = new Parser(source, dialect, names);
        var node = parser.ParseWholeTests();
        return parser.Problems.Count > 0
            ? new FeelUnaryTestsParse.Refused(parser.Problems)
            : new FeelUnaryTestsParse.Parsed(From(source, node, names));
    }

    /// <summary>True, false, or null when the tests say nothing about this input.</summary>
    public FeelValue Evaluate(FeelValue input, IFeelScope scope, FeelEnvironment environment) =>
        Evaluation.Run(_code, _slots, scope, environment, input);

    internal static FeelUnaryTests From(string source, Node node, FeelNames names) =>
        Compiler.Compile(
            node,
            names,
            (variables, code, slots) => new FeelUnaryTests(source, variables, code, slots)
        );

    /// <summary>True when the tests hold, within an evaluation that is under way.</summary>
    internal bool Holds(Evaluation evaluation, FeelValue input)
    {
        var frame = new Frame(evaluation) { Slots = new FeelValue[_slots] };
        frame.Slots[0] = input;
        return _code(frame).IsTrue;
    }
}
