using System.Text;

namespace Workflows.Dmn;

/// <summary>
/// An element of the DMN namespace as read: no more than the reader needs, and where it stood.
/// </summary>
internal sealed class DmnElement(string name, int line, int column)
{
    private static readonly Dictionary<string, string> NoAttributes = [];

    private StringBuilder? _text;

    /// <summary>Local name.</summary>
    public string Name { get; } = name;

    public int Line { get; } = line;

    public int Column { get; } = column;

    public Dictionary<string, string> Attributes { get; set; } = NoAttributes;

    public List<DmnElement> Children { get; } = [];

    /// <summary>The text directly inside, without that of children.</summary>
    public string Text => _text?.ToString() ?? "";

    public void Append(string text) => (_text ??= new StringBuilder()).Append(text);

    public string? this[string attribute] => Attributes.GetValueOrDefault(attribute);

    public string Id => this["id"] ?? "";

    public DmnElement? Child(string name) => Children.Find(child => child.Name == name);

    public IEnumerable<DmnElement> All(string name) => Children.Where(child => child.Name == name);

    /// <summary>The text of a child element, or null when there is no such child.</summary>
    public string? TextOf(string name) => Child(name)?.Text;
}
