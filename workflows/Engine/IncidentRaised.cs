namespace Workflows.Engine;

/// <summary>Ends the setting-up or completing of one element instance with an incident; never leaves the engine.</summary>
internal sealed class IncidentRaised(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}

/// <summary>The incidents the engine itself raises.</summary>
internal static class IncidentCodes
{
    public const string ConditionError = "condition_error";
    public const string MappingError = "io_mapping_error";
    public const string ExpressionError = "expression_error";
    public const string DecisionError = "called_decision_error";
    public const string CalledElementError = "called_element_error";
    public const string UnhandledError = "unhandled_error_event";
    public const string TooManySteps = "too_many_steps";
}
