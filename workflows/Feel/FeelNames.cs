using Workflows.Feel.Syntax;
using Workflows.Feel.Types;

namespace Workflows.Feel;

/// <summary>
/// Names that an expression may mention although they hold spaces or signs (DMN 1.5 §10.3.1.4).
/// </summary>
public sealed class FeelNames
{
    private readonly HashSet<string> _known;
    private readonly Func<string, FeelType?> _types;

    /// <summary>Knows the variables in scope, and nothing of what they hold.</summary>
    public FeelNames(IEnumerable<string> variables)
        : this(variables, new NameTable([]), _ => null) { }

    internal FeelNames(IEnumerable<string> variables, NameTable members, Func<string, FeelType?> types)
    {
        _known = [.. variables];
        _types = types;
        Variables = new NameTable(_known);
        Members = members;
    }

    public static FeelNames Empty { get; } = new([]);

    /// <summary>Variables of several words.</summary>
    internal NameTable Variables { get; }

    /// <summary>Names of several words that contexts may hold.</summary>
    internal NameTable Members { get; }

    /// <summary>These names and more, visible in a part of a decision.</summary>
    internal FeelNames With(params IEnumerable<string> more) => new(_known.Concat(more), Members, _types);

    internal bool Knows(string name) => _known.Contains(name);

    internal FeelType? TypeOf(string name) => _types(name);
}
