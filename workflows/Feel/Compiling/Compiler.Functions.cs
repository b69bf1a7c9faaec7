using Workflows.Feel.Functions;
using Workflows.Feel.Runtime;
using Workflows.Feel.Syntax;

namespace Workflows.Feel.Compiling;

internal sealed partial class Compiler
{
    private Code CompileCall(CallNode call)
    {
        if (call.Target is NameNode { Name: var name } && BuiltinFor(name) is { } builtin)
        {
            return call.Names is null
                ? CallBuiltin(builtin, call)
                : CallNamed(Constant(FeelValue.From(builtin)), call, call.Names);
        }

        var target = call.Target is NameNode named ? FunctionNamed(named) : Compile(call.Target);
        if (call.Names is { } names)
        {
            return CallNamed(target, call, names);
        }

        var arguments = call.Arguments.Select(Compile).ToArray();
        var position = call.Position;
        return frame => Calls.Invoke(frame, target(frame), arguments, position);
    }

    /// <summary>
    /// The built-in that a name in front of brackets means, unless something in scope hides it.
    /// </summary>
    private Builtin? BuiltinFor(string name)
    {
        for (var scope = _scope; scope is not null; scope = scope.Parent)
        {
            // An item of a filter may hold a function of that name, but functions in data are not worth the
            // search.
            if (scope.Locals.ContainsKey(name) || scope.SelfName == name)
            {
                return null;
            }
        }

        return _names.Knows(name) ? null : Builtins.Find(name);
    }

    /// <summary>
    /// A variable in front of brackets: when it holds no function, a built-in of that name is meant.
    /// </summary>
    private Code FunctionNamed(NameNode node)
    {
        var variable = Compile(node);
        if (Builtins.Find(node.Name) is not { } builtin)
        {
            return variable;
        }

        var fallback = FeelValue.From(builtin);
        return frame => variable(frame) is { Kind: FeelKind.Function } function ? function : fallback;
    }

    private Code CallBuiltin(Builtin builtin, CallNode call)
    {
        var position = call.Position;
        var arguments = call.Arguments.Select(Compile).ToArray();
        if (!builtin.Accepts(arguments.Length))
        {
            return frame => builtin.WrongCount(frame.Evaluation, position);
        }

        return arguments switch
        {
            [] => frame => builtin.Run(frame.Evaluation, [], position),
            [var only] => frame =>
            {
                var argument = only(frame);
                return builtin.Run(frame.Evaluation, new ReadOnlySpan<FeelValue>(in argument), position);
            },
            _ => frame => Calls.Run(frame, builtin, arguments, position),
        };
    }

    private Code CallNamed(Code target, CallNode call, IReadOnlyList<string> names)
    {
        var arguments = call.Arguments.Select(Compile).ToArray();
        var position = call.Position;
        var distinct = names.Distinct().Count() == names.Count;
        return frame =>
            distinct
                ? Calls.InvokeNamed(frame, target(frame), names, arguments, position)
                : frame.Evaluation.Fail("wrong_arguments", "An argument is given twice.", position);
    }

    public Code CompileFunction(FunctionNode node, string? selfName)
    {
        var captures = new List<Capture>();
        var layout = new Layout();
        var scope = new Scope(_scope, layout) { Captures = captures, SelfName = selfName };
        foreach (var parameter in node.Parameters)
        {
            scope.Declare(parameter.Name);
        }

        var (body, cost) = Within(scope, () => Repeated(node.Body));
        var shape = new LambdaShape(node.Parameters, body, layout.Count, cost, scope.SelfSlot);
        if (captures.Count == 0)
        {
            return Constant(FeelValue.From(new Lambda(shape, [])));
        }

        return frame =>
        {
            frame.Evaluation.Allocate(64 + (captures.Count * 32L));
            var taken = new Captured[captures.Count];
            for (var i = 0; i < taken.Length; i++)
            {
                taken[i] = new Captured(captures[i].Slot, captures[i].Outer(frame));
            }

            return FeelValue.From(new Lambda(shape, taken));
        };
    }
}
