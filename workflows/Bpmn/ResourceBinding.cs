namespace Workflows.Bpmn;

/// <summary>Which version of a called process, decision or form is meant (R59).</summary>
public enum ResourceBinding
{
    /// <summary>The newest at the moment of the call.</summary>
    Latest,

    /// <summary>The one deployed together with the caller.</summary>
    Deployment,

    /// <summary>The newest with a given version tag.</summary>
    VersionTag,
}
