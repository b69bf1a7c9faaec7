using Workflows.Feel.Runtime;

namespace Workflows.Feel.Compiling;

/// <summary>Names visible in one part of an expression, while it is compiled.</summary>
internal sealed class Scope(Scope? parent, Layout layout)
{
    public Scope? Parent { get; } = parent;

    public Layout Layout { get; } = layout;

    public Dictionary<string, int> Locals { get; } = [];

    /// <summary>In a filter: the slot of the item, whose entries are names, too.</summary>
    public int? ItemSlot { get; init; }

    /// <summary>In a lambda: what it takes along from outside when it is made.</summary>
    public List<Capture>? Captures { get; init; }

    /// <summary><see cref="Captures"/> by their names.</summary>
    public Dictionary<string, Capture> CapturesByName { get; } = new(StringComparer.Ordinal);

    /// <summary>In a lambda that is the value of a name: that name, so that it can call itself.</summary>
    public string? SelfName { get; init; }

    /// <summary>The slot for <see cref="SelfName"/>, once the body has mentioned it.</summary>
    public int? SelfSlot { get; set; }

    /// <summary>Whether the body of a loop mentions <c>partial</c>.</summary>
    public bool UsesPartial { get; set; }

    public int Declare(string name)
    {
        var slot = Layout.New();
        Locals[name] = slot;
        return slot;
    }
}

internal sealed record Capture(string Name, int Slot, Code Outer);
