namespace Workflows.Feel;

/// <summary>
/// Where an expression finds its variables. Asked once per name and evaluation, and only when needed.
/// </summary>
public interface IFeelScope
{
    /// <summary>True when the scope holds <paramref name="name"/>, even if its value is null.</summary>
    bool TryGet(string name, out FeelValue value);
}
