namespace Adapters.Registries;

/// <summary>What a bureau's system says on being asked. The documents come later; silence is an exception.</summary>
public abstract record RegistryReply
{
    private RegistryReply() { }

    /// <summary>It has the request.</summary>
    public sealed record Accepted(string? Reference) : RegistryReply;

    /// <summary>It does not take the request.</summary>
    public sealed record Refused(string Code, string Explanation) : RegistryReply;
}
