namespace Workflows.Bpmn;

/// <summary>One input or output mapping.</summary>
/// <param name="Source">What is evaluated.</param>
/// <param name="Target">Where it goes: a name, or a path <c>a.b.c</c> into a context (R44).</param>
public sealed record Mapping(ValueExpression Source, IReadOnlyList<string> Target);
