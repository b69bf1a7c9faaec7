namespace Workflows.Feel;

/// <summary>How names are written and what a missing variable means.</summary>
public enum FeelDialect
{
    /// <summary>
    /// Camunda 8: no spaces in names (backticks instead), a missing variable is null and a warning.
    /// </summary>
    Camunda,

    /// <summary>
    /// DMN 1.5: names may hold spaces and signs and are matched, longest first, against names in scope.
    /// </summary>
    Dmn,
}
