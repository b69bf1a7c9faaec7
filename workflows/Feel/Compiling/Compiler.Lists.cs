using Workflows.Feel.Runtime;
using Workflows.Feel.Syntax;

namespace Workflows.Feel.Compiling;

internal sealed partial class Compiler
{
    private Code CompileList(ListNode node)
    {
        if (node.Items.All(item => item is LiteralNode))
        {
            var constants = node.Items.Select(item => ((LiteralNode)item).Value).ToArray();
            _nodes += constants.Length;
            return Constant(FeelValue.FromArray(constants));
        }

        var items = node.Items.Select(Compile).ToArray();
        return frame =>
        {
            frame.Evaluation.AllocateItems(items.Length);
            var values = new FeelValue[items.Length];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = items[i](frame);
            }

            return FeelValue.FromArray(values);
        };
    }

    private Code CompileContext(ContextNode node)
    {
        var scope = new Scope(_scope, _scope.Layout);
        var (entries, result) = Within(
            scope,
            () =>
            {
                var compiled = node.Entries.Select(entry => CompileEntry(scope, entry)).ToArray();
                return (compiled, node.Result is null ? null : Compile(node.Result));
            }
        );
        if (result is not null)
        {
            return frame =>
            {
                foreach (var (_, slot, code) in entries)
                {
                    frame.Slots[slot] = code(frame);
                }

                return result(frame);
            };
        }

        return frame =>
        {
            frame.Evaluation.Allocate(80 + (entries.Length * (entries.Length > 8 ? 80L : 24L)));
            var context = new KeyValuePair<string, FeelValue>[entries.Length];
            for (var i = 0; i < entries.Length; i++)
            {
                var value = entries[i].Code(frame);
                frame.Slots[entries[i].Slot] = value;
                context[i] = KeyValuePair.Create(entries[i].Name, value);
            }

            return FeelValue.From(FeelContext.Take(context));
        };
    }

    private (string Name, int Slot, Code Code) CompileEntry(Scope scope, ContextEntryNode entry)
    {
        // The name is declared after its value is compiled: a value does not see itself, unless it is a
        // function.
        var code = entry.Value is FunctionNode function
            ? CompileFunction(function, entry.Name)
            : Compile(entry.Value);
        return (entry.Name, scope.Declare(entry.Name), code);
    }

    private Code CompileRange(RangeNode node)
    {
        var start = Compile(node.Start);
        var end = Compile(node.End);
        var (startIncluded, endIncluded, position) = (node.StartIncluded, node.EndIncluded, node.Position);
        return frame =>
            Ranges.Make(frame.Evaluation, start(frame), startIncluded, end(frame), endIncluded, position);
    }

    private Code CompileUnaryRange(UnaryRangeNode node)
    {
        var operand = Compile(node.Operand);
        var (sign, position) = (node.Sign, node.Position);
        return frame => Ranges.Unary(frame.Evaluation, sign, operand(frame), position);
    }

    private Code CompileFilter(FilterNode node)
    {
        var source = Compile(node.Source);
        var position = node.Position;
        if (ConstantIndex(node.Condition) is { } index)
        {
            return frame => Filters.At(frame.Evaluation, source(frame), index, position);
        }

        var slot = _scope.Layout.New();
        var scope = new Scope(_scope, _scope.Layout) { ItemSlot = slot };
        var (condition, cost) = Within(scope, () => Repeated(node.Condition));
        var filter = new ItemFilter(condition, slot, cost, node.Strict, position);
        return frame => filter.Where(frame, source(frame));
    }

    private static long? ConstantIndex(Node node) =>
        node switch
        {
            LiteralNode { Value.IsInteger: true } literal => literal.Value.Bits,
            NegateNode { Operand: LiteralNode { Value.IsInteger: true } literal } => -literal.Value.Bits,
            _ => null,
        };

    private Code CompileFor(ForNode node)
    {
        var scope = new Scope(_scope, _scope.Layout);
        var partial = scope.Declare("partial");
        var loops = Within(scope, () => node.Iterations.Select(CompileIteration).ToArray());
        var (body, cost) = Within(scope, () => Repeated(node.Body));
        var loop = new Loop(loops, body, cost, scope.UsesPartial ? partial : null, node.Position);
        return loop.Run;
    }

    private Code CompileQuantified(QuantifiedNode node)
    {
        var scope = new Scope(_scope, _scope.Layout);
        var loops = Within(scope, () => node.Iterations.Select(CompileIteration).ToArray());
        var (condition, cost) = Within(scope, () => Repeated(node.Condition));
        var quantifier = new Quantifier(node.Every, loops, condition, cost, node.Strict, node.Position);
        return quantifier.Run;
    }

    private LoopSource CompileIteration(Iteration iteration)
    {
        var source = Compile(iteration.Source);
        var to = iteration.To is null ? null : Compile(iteration.To);
        return new LoopSource(source, to, _scope.Declare(iteration.Name));
    }
}
