namespace Workflows.Feel.Compiling;

/// <summary>Hands out the variable slots of one frame.</summary>
internal sealed class Layout
{
    public int Count { get; private set; }

    public int New() => Count++;
}
