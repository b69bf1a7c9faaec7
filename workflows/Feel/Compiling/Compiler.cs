using System.Diagnostics;
using Workflows.Feel.Functions;
using Workflows.Feel.Runtime;
using Workflows.Feel.Syntax;
using Workflows.Feel.Types;

namespace Workflows.Feel.Compiling;

/// <summary>
/// Turns a syntax tree into closures over frames: names become slots, constants are folded, and what a loop
/// will cost per round is known beforehand.
/// </summary>
internal sealed partial class Compiler
{
    private readonly FeelNames _names;
    private readonly Dictionary<string, int> _externals = [];
    private readonly List<string> _variables = [];
    private readonly Layout _root = new();
    private Scope _scope;
    private int _nodes;

    private Compiler(FeelNames names)
    {
        _names = names;
        _scope = new Scope(null, _root);
        _scope.Declare("?");
    }

    /// <summary>
    /// Compiles a whole tree; <paramref name="make"/> receives variables, code and number of slots.
    /// </summary>
    public static T Compile<T>(Node node, FeelNames names, Func<IReadOnlyList<string>, Code, int, T> make)
    {
        var compiler = new Compiler(names);
        var code = compiler.Compile(node);
        return make(compiler._variables, code, compiler._root.Count);
    }

    public Code Compile(Node node)
    {
        _nodes++;
        return node switch
        {
            LiteralNode literal => Constant(literal.Value),
            NameNode name => Variable(name.Name, name.Position),
            InputNode input => Variable("?", input.Position),
            PathNode path => CompilePath(path),
            CompareNode compare => CompileCompare(compare),
            AndNode and => CompileAnd(and),
            OrNode or => CompileOr(or),
            ChainNode chain => CompileChain(chain),
            NegateNode negate => CompileNegate(negate),
            CallNode call => CompileCall(call),
            IfNode choice => CompileIf(choice),
            FilterNode filter => CompileFilter(filter),
            InNode @in => CompileIn(@in),
            TestsNode tests => CompileTests(tests),
            BetweenNode between => CompileBetween(between),
            InstanceOfNode instance => CompileInstanceOf(instance),
            ListNode list => CompileList(list),
            ContextNode context => CompileContext(context),
            RangeNode range => CompileRange(range),
            UnaryRangeNode range => CompileUnaryRange(range),
            ForNode loop => CompileFor(loop),
            QuantifiedNode quantified => CompileQuantified(quantified),
            FunctionNode function => CompileFunction(function, null),
            CustomNode custom => custom.Compile(this),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Compiles tests of a value of their own, and gives the slot in which they expect it.</summary>
    public int WithInput(Action compile)
    {
        var scope = new Scope(_scope, _scope.Layout);
        var slot = scope.Declare("?");
        Within(
            scope,
            () =>
            {
                compile();
                return slot;
            }
        );
        return slot;
    }

    /// <summary>Compiles within a scope of its own.</summary>
    private T Within<T>(Scope scope, Func<T> compile)
    {
        var outer = _scope;
        _scope = scope;
        var result = compile();
        _scope = outer;
        return result;
    }

    /// <summary>A part that runs many times, and how many steps each time costs.</summary>
    private (Code Code, int Cost) Repeated(Node node)
    {
        var before = _nodes;
        var code = Compile(node);
        return (code, _nodes - before);
    }

    private static Code Constant(FeelValue value) => _ => value;

    private Code Variable(string name, int position) =>
        Variable(_scope, new Mention(name, position, Quiet: false));

    private Code Variable(Scope scope, Mention mention)
    {
        if (scope.Locals.TryGetValue(mention.Name, out var slot))
        {
            scope.UsesPartial |= mention.Name == "partial";
            return frame => frame.Slots[slot];
        }

        if (scope.ItemSlot is { } itemSlot)
        {
            return ItemVariable(scope, itemSlot, mention);
        }

        if (scope.Captures is { } captures)
        {
            return Captured(scope, captures, mention);
        }

        return scope.Parent is null ? External(mention) : Variable(scope.Parent, mention);
    }

    // Inside a filter: an entry of the item, else the item itself, else what the name means outside.
    private Code ItemVariable(Scope scope, int itemSlot, Mention mention)
    {
        var name = mention.Name;
        var outer = name == "item" ? frame => frame.Slots[itemSlot] : Variable(scope.Parent!, mention);
        return frame =>
            frame.Slots[itemSlot].TryGetContext(out var item) && item.TryGet(name, out var value)
                ? value
                : outer(frame);
    }

    private Code Captured(Scope scope, List<Capture> captures, Mention mention)
    {
        var name = mention.Name;
        if (name == scope.SelfName)
        {
            var self = scope.SelfSlot ??= scope.Layout.New();
            return frame => frame.Slots[self];
        }

        if (!scope.CapturesByName.TryGetValue(name, out var capture))
        {
            // What is missing when the lambda is made is no fault yet: an item of a filter may supply it, or
            // no call come.
            var outer = Variable(scope.Parent!, mention with { Quiet = true });
            capture = new Capture(name, scope.Layout.New(), outer);
            captures.Add(capture);
            scope.CapturesByName.Add(name, capture);
        }

        var slot = capture.Slot;
        return mention.Quiet
            ? frame => frame.Slots[slot]
            : frame => frame.Slots[slot] is { IsAbsent: false } value ? value : NotFound(frame, mention);
    }

    private Code External(Mention mention)
    {
        if (!_externals.TryGetValue(mention.Name, out var slot))
        {
            slot = _root.New();
            _externals.Add(mention.Name, slot);
            _variables.Add(mention.Name);
        }

        return frame =>
        {
            var value = frame.Slots[slot];
            return value.IsNull || value.IsAbsent ? Load(frame, slot, mention) : value;
        };
    }

    private static FeelValue Load(Frame frame, int slot, Mention mention)
    {
        if (frame.Slots[slot].IsAbsent)
        {
            return FeelValue.Null;
        }

        if (!frame.Evaluation.Scope.TryGet(mention.Name, out var value))
        {
            if (Builtins.Find(mention.Name) is { } builtin)
            {
                value = FeelValue.From(builtin);
            }
            else if (mention.Quiet)
            {
                return FeelValue.Absent;
            }
            else
            {
                value = NotFound(frame, mention);
            }
        }

        frame.Slots[slot] = value.IsNull ? FeelValue.Absent : value;
        return value;
    }

    private static FeelValue NotFound(Frame frame, Mention mention) =>
        frame.Evaluation.Fail(
            "variable_not_found",
            $"There is no variable '{mention.Name}'.",
            mention.Position
        );

    private Code CompilePath(PathNode path)
    {
        var source = Compile(path.Source);
        var name = path.Name;
        var position = path.Position;
        return frame =>
        {
            var value = source(frame);
            return value.TryGetContext(out var context) && context.TryGet(name, out var entry)
                ? entry
                : Paths.Get(frame.Evaluation, value, name, position);
        };
    }

    private Code CompileIf(IfNode choice)
    {
        var condition = Compile(choice.Condition);
        var then = Compile(choice.Then);
        var otherwise = Compile(choice.Else);
        if (!choice.Strict)
        {
            return frame => condition(frame).IsTrue ? then(frame) : otherwise(frame);
        }

        var position = choice.Position;
        return frame =>
        {
            var value = condition(frame);
            return value.IsTrue ? then(frame)
                : value.IsFalse || value.IsNull ? otherwise(frame)
                : frame.Evaluation.Fail("wrong_type", "The condition is neither true nor false.", position);
        };
    }

    private Code CompileInstanceOf(InstanceOfNode instance)
    {
        var value = Compile(instance.Value);
        var type = instance.Type;
        return frame => FeelValue.From(TypeChecks.IsInstance(frame.Evaluation, value(frame), type));
    }
}
