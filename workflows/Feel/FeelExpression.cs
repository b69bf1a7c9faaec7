using Workflows.Feel.Compiling;
using Workflows.Feel.Runtime;
using Workflows.Feel.Syntax;

namespace Workflows.Feel;

/// <summary>
/// A FEEL expression, parsed and compiled once, evaluated any number of times by any number of threads.
/// Evaluation never throws: what cannot be computed is null, with a warning in the environment.
/// </summary>
public sealed class FeelExpression
{
    private readonly Code _code;
    private readonly int _slots;

    internal FeelExpression(string source, IReadOnlyList<string> variables, Code code, int slots)
    {
        Source = source;
        Variables = variables;
        _code = code;
        _slots = slots;
    }

    public string Source { get; }

    /// <summary>The names the expression asks its scope for, in order of first mention.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>Reads an expression (without the leading <c>=</c> of BPMN attributes).</summary>
    public static FeelParse Parse(string source, FeelDialect dialect) =>
        Parse(source, dialect, FeelNames.Empty);

    /// <summary>
    /// Reads an expression; <paramref name="names"/> are known to its scope and may hold spaces.
    /// </summary>
    public static FeelParse Parse(string source, FeelDialect dialect, FeelNames names)
    {
        var parser = new Parser(source, dialect, names);
        var node = parser.ParseWhole();
        return parser.Problems.Count > 0
            ? new FeelParse.Refused(parser.Problems)
            : new FeelParse.Parsed(From(source, node, names));
    }

    internal static FeelExpression From(string source, Node node, FeelNames names) =>
        Compiler.Compile(
            node,
            names,
            (variables, code, slots) => new FeelExpression(source, variables, code, slots)
        );

    public FeelValue Evaluate(IFeelScope scope, FeelEnvironment environment) =>
        Evaluation.Run(_code, _slots, scope, environment);
}
