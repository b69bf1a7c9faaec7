using Workflows.Feel;
using Workflows.Feel.Compiling;
using Workflows.Feel.Syntax;
using Workflows.Feel.Types;

namespace Workflows.Dmn;

/// <summary>Fills parsed files with meaning: elements, types, requirements, then the logic, compiled.</summary>
internal sealed class ModelBuilder(List<Module> modules, ProblemList problems, bool lenient)
{
    private readonly TypeReader _types = new(problems);

    public void Build()
    {
        foreach (var module in modules)
        {
            Collect(module);
        }

        foreach (var module in modules)
        {
            Link(module);
        }

        RequirementCycles.Check(modules, problems);
        var members = new NameTable(MemberNames());
        foreach (var module in modules)
        {
            _types.ReadAll(module);
            foreach (var element in module.Elements)
            {
                Compile(module, element, members);
            }
        }
    }

    private void Collect(Module module)
    {
        foreach (var child in module.Root.Children)
        {
            var name = child.Child("variable")?["name"] ?? child["name"] ?? "";
            DrgElement? element = child.Name switch
            {
                "inputData" => new InputData(module, child, name),
                "decision" => new Logic(module, child, name, isDecision: true),
                "businessKnowledgeModel" => new Logic(module, child, name, isDecision: false),
                "decisionService" => new DecisionService(module, child, name),
                _ => null,
            };
            if (element is not null)
            {
                Add(module, element);
            }
            else if (child.Name == "itemDefinition" && !module.Types.TryAdd(child["name"] ?? "", child))
            {
                problems.Add(child, "duplicate_name", $"There are two types '{child["name"]}'.");
            }
        }
    }

    private void Add(Module module, DrgElement element)
    {
        if (element.Name.Length == 0)
        {
            problems.Add(element.Source, "name_missing", $"The {element.Source.Name} has no name.");
        }

        module.Elements.Add(element);
        if (element.Id.Length > 0 && !module.ById.TryAdd(element.Id, element))
        {
            problems.Add(element.Source, "duplicate_id", $"The id '{element.Id}' is used twice.");
        }
    }

    private void Link(Module module)
    {
        foreach (var import in module.Root.All("import").Where(IsDmn))
        {
            var space = import["namespace"] ?? "";
            var other = modules.Find(candidate => candidate.Namespace == space && candidate != module);
            if (other is null)
            {
                problems.Add(import, "import_missing", $"No file with the namespace '{space}' is given.");
            }
            else
            {
                module.Imports.Add((import["name"] ?? "", other));
            }
        }

        foreach (var element in module.Elements)
        {
            LinkRequirements(module, element);
        }
    }

    private static bool IsDmn(DmnElement import) =>
        import["importType"] is not { } type || type.Contains("DMN", StringComparison.OrdinalIgnoreCase);

    private void LinkRequirements(Module module, DrgElement element)
    {
        foreach (var requirement in element.Source.Children)
        {
            if (requirement.Name is not ("informationRequirement" or "knowledgeRequirement"))
            {
                continue;
            }

            foreach (var target in requirement.Children.Where(child => child["href"] is not null))
            {
                if (Resolve(module, target) is { } found)
                {
                    element.Requirements.Add(found);
                }
            }
        }

        if (element is DecisionService service)
        {
            service.Outputs.AddRange(References(module, service, "outputDecision"));
            service.Inputs.AddRange(References(module, service, "inputData"));
            service.Inputs.AddRange(References(module, service, "inputDecision"));
        }
    }

    private IEnumerable<DrgElement> References(Module module, DecisionService service, string name) =>
        service.Source.All(name).Select(target => Resolve(module, target)?.Element).OfType<DrgElement>();

    private Requirement? Resolve(Module module, DmnElement target)
    {
        var found = module.Find(target["href"] ?? "");
        if (found is null)
        {
            problems.Add(target, "reference_missing", $"'{target["href"]}' points at nothing.");
        }

        return found;
    }

    /// <summary>
    /// Names of several words that may stand behind a dot or in a filter anywhere in the model.
    /// </summary>
    private IEnumerable<string> MemberNames()
    {
        var pending = new Stack<DmnElement>(modules.Select(module => module.Root));
        while (pending.TryPop(out var element))
        {
            var named =
                element.Name is "itemComponent" or "output" or "column" || element.Name == "variable"
                    ? element["name"]
                    : null;
            if (named is not null)
            {
                yield return named;
            }

            foreach (var child in element.Children)
            {
                pending.Push(child);
            }
        }
    }

    private void Compile(Module module, DrgElement element, NameTable members)
    {
        element.Type = DeclaredType(module, element);
        if (element is not Logic logic)
        {
            return;
        }

        var visible = element.Requirements.Select(requirement =>
            requirement.Import ?? requirement.Element.Name
        );
        var names = new FeelNames(visible, members, name => _types.Find(module, name));
        var node = ReadLogic(module, logic, names);
        logic.Compiled = Compiler.Compile(
            node,
            names,
            (variables, code, slots) => new CompiledLogic(variables, code, slots)
        );
    }

    private FeelType DeclaredType(Module module, DrgElement element)
    {
        if (element is Logic { IsDecision: false })
        {
            return FeelType.Any;
        }

        var type = _types.Of(module, element.Source.Child("variable"));
        // As with knowledge models, a service's variable is declared as a function or as its result.
        return element is DecisionService && type is FeelType.FunctionOf function ? function.Result : type;
    }

    private Node ReadLogic(Module module, Logic logic, FeelNames names)
    {
        var boxes = new BoxedReader(module, _types, problems, lenient);
        if (!logic.IsDecision)
        {
            return ReadKnowledge(module, logic, boxes, names);
        }

        if (BoxedReader.Find(logic.Source) is { } box)
        {
            return new PlaceNode(boxes.Read(box, names), logic.Id);
        }

        // A decision without logic is allowed while a model is drawn; it has no value.
        return new BrokenNode($"The decision '{logic.Name}' has no logic.");
    }

    private Node ReadKnowledge(Module module, Logic logic, BoxedReader boxes, FeelNames names)
    {
        if (logic.Source.Child("encapsulatedLogic") is not { } encapsulated)
        {
            return new BrokenNode($"The knowledge model '{logic.Name}' has no logic.");
        }

        var function = boxes.ReadFunctionParts(encapsulated, names.With(logic.Name));
        var result = _types.Of(module, encapsulated);
        if (result == FeelType.Any)
        {
            result = _types.Of(module, logic.Source.Child("variable"));
        }

        // The variable's type is that of the function in DMN 1.3 and later, of its result before.
        var body = function.Body;
        if (result is not (FeelType.AnyType or FeelType.FunctionOf))
        {
            body = new ConvertNode(body, result, logic.Name);
        }

        return new NamedFunctionNode(function with { Body = new PlaceNode(body, logic.Id) }, logic.Name);
    }
}
