namespace Workflows.Bpmn;

/// <summary>A message that is waited for (`bpmn:message` with `zeebe:subscription`).</summary>
/// <param name="Name">The message's name.</param>
/// <param name="CorrelationKey">Which one of that name; null only on a start event.</param>
public sealed record MessageDetails(ValueExpression Name, ValueExpression? CorrelationKey);
