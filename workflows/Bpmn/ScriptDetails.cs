using Workflows.Feel;

namespace Workflows.Bpmn;

/// <summary>A FEEL script (`zeebe:script`) and the variable its result goes to.</summary>
public sealed record ScriptDetails(FeelExpression Expression, string ResultVariable);
