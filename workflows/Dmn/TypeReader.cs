using Workflows.Feel;
using Workflows.Feel.Syntax;
using Workflows.Feel.Types;

namespace Workflows.Dmn;

/// <summary>
/// Turns item definitions into types, when first asked for: they may refer ahead and to other files.
/// </summary>
internal sealed class TypeReader(ProblemList problems)
{
    private readonly Dictionary<(Module, string), FeelType> _types = [];

    // Definitions being read, and how many structures were around them when they were begun.
    private readonly Dictionary<(Module, string), int> _open = [];
    private int _structures;

    /// <summary>The type a name stands for in a module, or null.</summary>
    public FeelType? Find(Module module, string name)
    {
        // An item definition may not hide a built-in type, but "date" and "Date" are two names.
        return BuiltIn(name)
            ?? FindDefined(module, name)
            ?? FindImported(module, name)
            ?? FindQualified(module, name);
    }

    /// <summary>
    /// DMN 1.1 and 1.2 write qualified names of XML: <c>feel:string</c>, or a prefix bound to the namespace of a file.
    /// </summary>
    private FeelType? FindQualified(Module module, string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
        {
            return null;
        }

        var (prefix, local) = (name[..colon], name[(colon + 1)..]);
        var space = module.Root["xmlns:" + prefix] ?? "";
        if (space == module.Namespace)
        {
            return FindDefined(module, local);
        }

        return module.Imports.Find(import => import.Module.Namespace == space).Module is { } other
            ? FindDefined(other, local)
            : BuiltIn(local);
    }

    /// <summary>The type of an element's <c>typeRef</c>; Any when it has none.</summary>
    public FeelType Of(Module module, DmnElement? element, string attribute = "typeRef")
    {
        // DMN 1.1 and item definitions write it as an element.
        var name = element?[attribute] ?? element?.TextOf(attribute)?.Trim();
        if (string.IsNullOrEmpty(name))
        {
            return FeelType.Any;
        }

        if (Find(module, name) is { } type)
        {
            return type;
        }

        problems.Add(element!, "unknown_type", $"There is no type '{name}'.");
        return FeelType.Any;
    }

    /// <summary>
    /// Checks every definition of a module once, so that problems show even in unused types.
    /// </summary>
    public void ReadAll(Module module)
    {
        foreach (var name in module.Types.Keys)
        {
            FindDefined(module, name);
        }
    }

    // Camunda's modeler also offers the number types of Java.
    private static FeelType? BuiltIn(string name) =>
        name is "integer" or "long" or "double" ? Parser.BuiltInType("number") : Parser.BuiltInType(name);

    private FeelType? FindDefined(Module module, string name)
    {
        if (!module.Types.TryGetValue(name, out var definition))
        {
            return null;
        }

        var key = (module, name);
        if (_types.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_open.TryGetValue(key, out var begun))
        {
            if (_structures > begun)
            {
                return new FeelType.Named(name, () => _types.GetValueOrDefault(key) ?? FeelType.Any);
            }

            problems.Add(definition, "circular_type", $"The type '{name}' is nothing but itself.");
            return FeelType.Any;
        }

        _open.Add(key, _structures);

        var type = Read(module, definition);
        _open.Remove(key);
        _types[key] = type;
        return type;
    }

    private FeelType? FindImported(Module module, string name)
    {
        foreach (var (import, other) in module.Imports)
        {
            if (import.Length == 0 && FindDefined(other, name) is { } mixedIn)
            {
                return mixedIn;
            }

            if (import.Length > 0 && name.StartsWith(import + ".", StringComparison.Ordinal))
            {
                return Find(other, name[(import.Length + 1)..]);
            }
        }

        return null;
    }

    private FeelType Read(Module module, DmnElement definition)
    {
        var type = ReadBase(module, definition);
        var collection = definition["isCollection"] == "true";
        var allowed = definition.Child("allowedValues");
        var constraint = definition.Child("typeConstraint");
        if (allowed is not null && Tests(module, allowed) is { } tests)
        {
            // Allowed values speak about the items of a collection, a type constraint about the whole.
            type = new FeelType.Allowed(type, tests);
        }

        type = collection ? new FeelType.ListOf(type) : type;
        return constraint is not null && Tests(module, constraint) is { } whole
            ? new FeelType.Allowed(type, whole)
            : type;
    }

    private FeelType ReadBase(Module module, DmnElement definition)
    {
        if (definition.Child("functionItem") is { } function)
        {
            return new FeelType.FunctionOf(
                [.. function.All("parameters").Select(parameter => Of(module, parameter))],
                Of(module, function, "outputTypeRef")
            );
        }

        var components = definition.All("itemComponent").ToList();
        if (components.Count == 0)
        {
            return Of(module, definition);
        }

        _structures++;
        var members = components
            .Select(part => new FeelType.Member(part["name"] ?? "", Read(module, part)))
            .ToList();
        _structures--;
        return new FeelType.Structure(members);
    }

    private FeelUnaryTests? Tests(Module module, DmnElement element)
    {
        var text = element.TextOf("text")?.Trim() ?? "";
        if (text.Length == 0)
        {
            return null;
        }

        var names = new FeelNames([], new NameTable([]), name => Find(module, name));
        switch (FeelUnaryTests.Parse(text, FeelDialect.Dmn, names))
        {
            case FeelUnaryTestsParse.Parsed parsed:
                return parsed.Tests;
            case FeelUnaryTestsParse.Refused refused:
                problems.AddFeel(element, refused.Problems);
                return null;
            default:
                return null;
        }
    }
}
