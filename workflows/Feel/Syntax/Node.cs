using Workflows.Feel.Types;

namespace Workflows.Feel.Syntax;

/// <summary>A piece of an expression and where it begins in the source.</summary>
internal abstract record Node(int Position);

internal sealed record LiteralNode(FeelValue Value, int Position) : Node(Position);

internal sealed record NameNode(string Name, int Position) : Node(Position);

/// <summary>The sign <c>?</c>: the value that unary tests look at.</summary>
internal sealed record InputNode(int Position) : Node(Position);

internal sealed record PathNode(Node Source, string Name, int Position) : Node(Position);

/// <summary>
/// A filter; boxed ones are strict: a condition that is neither true nor false makes the whole null.
/// </summary>
internal sealed record FilterNode(Node Source, Node Condition, int Position, bool Strict = false)
    : Node(Position);

/// <summary>A call; <c>Names</c> is null when the arguments are given by position.</summary>
internal sealed record CallNode(
    Node Target,
    IReadOnlyList<Node> Arguments,
    IReadOnlyList<string>? Names,
    int Position
) : Node(Position);

internal sealed record NegateNode(Node Operand, int Position) : Node(Position);

/// <summary>
/// Operators of one precedence, from left to right; one node, however long, so that depth stays bounded.
/// </summary>
internal sealed record ChainNode(Node First, IReadOnlyList<ChainLink> Rest, int Position) : Node(Position);

internal sealed record ChainLink(string Sign, Node Operand, int Position);

internal sealed record AndNode(IReadOnlyList<Node> Operands, int Position) : Node(Position);

internal sealed record OrNode(IReadOnlyList<Node> Operands, int Position) : Node(Position);

internal sealed record CompareNode(string Sign, Node Left, Node Right, int Position) : Node(Position);

internal sealed record BetweenNode(Node Value, Node Low, Node High, int Position) : Node(Position);

/// <summary><c>value in (tests)</c>.</summary>
internal sealed record InNode(Node Value, IReadOnlyList<Node> Tests, int Position) : Node(Position);

/// <summary>
/// Unary tests: of a decision table cell, or within <c>not(…)</c>. No tests at all means any input.
/// </summary>
internal sealed record TestsNode(IReadOnlyList<Node> Tests, bool Negated, int Position) : Node(Position);

internal sealed record InstanceOfNode(Node Value, FeelType Type, int Position) : Node(Position);

internal sealed record IfNode(Node Condition, Node Then, Node Else, int Position, bool Strict = false)
    : Node(Position);

internal sealed record ForNode(IReadOnlyList<Iteration> Iterations, Node Body, int Position) : Node(Position);

internal sealed record QuantifiedNode(
    bool Every,
    IReadOnlyList<Iteration> Iterations,
    Node Condition,
    int Position,
    bool Strict = false
) : Node(Position);

/// <summary>One <c>name in source</c>; <c>To</c> is the second end of <c>name in a..b</c>.</summary>
internal sealed record Iteration(string Name, Node Source, Node? To);

internal sealed record ListNode(IReadOnlyList<Node> Items, int Position) : Node(Position);

/// <summary>
/// A context; with <c>Result</c> (boxed contexts of DMN) its value is that instead of the entries.
/// </summary>
internal sealed record ContextNode(IReadOnlyList<ContextEntryNode> Entries, int Position, Node? Result = null)
    : Node(Position);

internal sealed record ContextEntryNode(string Name, Node Value, int Position);

internal sealed record RangeNode(Node Start, bool StartIncluded, Node End, bool EndIncluded, int Position)
    : Node(Position);

/// <summary>
/// A sign before one operand: a test such as <c>&lt; 10</c>, or in brackets a range as a value.
/// </summary>
internal sealed record UnaryRangeNode(string Sign, Node Operand, int Position) : Node(Position);

internal sealed record FunctionNode(IReadOnlyList<ParameterNode> Parameters, Node Body, int Position)
    : Node(Position);

/// <summary>Something only decision models have: it knows itself how it is compiled.</summary>
internal abstract record CustomNode(int Position) : Node(Position)
{
    public abstract Runtime.Code Compile(Compiling.Compiler compiler);
}

internal sealed record ParameterNode(string Name, FeelType? Type);
