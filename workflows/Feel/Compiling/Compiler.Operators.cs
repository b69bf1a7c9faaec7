using System.Diagnostics;
using Workflows.Feel.Runtime;
using Workflows.Feel.Syntax;

namespace Workflows.Feel.Compiling;

internal sealed partial class Compiler
{
    private delegate FeelValue Operator(Evaluation evaluation, FeelValue left, FeelValue right, int position);

    private Code CompileChain(ChainNode chain)
    {
        var first = Compile(chain.First);
        if (chain.Rest is [var only])
        {
            var apply = OperatorOf(only.Sign);
            var operand = Compile(only.Operand);
            var position = only.Position;
            return frame => apply(frame.Evaluation, first(frame), operand(frame), position);
        }

        var links = chain
            .Rest.Select(link =>
                (Apply: OperatorOf(link.Sign), Operand: Compile(link.Operand), link.Position)
            )
            .ToArray();
        return frame =>
        {
            var value = first(frame);
            foreach (var (apply, operand, position) in links)
            {
                value = apply(frame.Evaluation, value, operand(frame), position);
            }

            return value;
        };
    }

    private static Operator OperatorOf(string sign) =>
        sign switch
        {
            "+" => Arithmetic.Add,
            "-" => Arithmetic.Subtract,
            "*" => Arithmetic.Multiply,
            "/" => Arithmetic.Divide,
            "**" => Arithmetic.Power,
            _ => throw new UnreachableException(),
        };

    private Code CompileNegate(NegateNode negate)
    {
        if (
            negate.Operand is LiteralNode { Value.IsInteger: true } literal
            && literal.Value.Bits != long.MinValue
        )
        {
            return Constant(FeelValue.From(-literal.Value.Bits));
        }

        var operand = Compile(negate.Operand);
        var position = negate.Position;
        return frame => Arithmetic.Negate(frame.Evaluation, operand(frame), position);
    }

    private Code CompileAnd(AndNode and)
    {
        var operands = and.Operands.Select(Compile).ToArray();
        return frame =>
        {
            var all = true;
            foreach (var operand in operands)
            {
                var value = operand(frame);
                if (value.IsFalse)
                {
                    return value;
                }

                all &= value.IsTrue;
            }

            return all ? FeelValue.True : FeelValue.Null;
        };
    }

    private Code CompileOr(OrNode or)
    {
        var operands = or.Operands.Select(Compile).ToArray();
        return frame =>
        {
            var none = true;
            foreach (var operand in operands)
            {
                var value = operand(frame);
                if (value.IsTrue)
                {
                    return value;
                }

                none &= value.IsFalse;
            }

            return none ? FeelValue.False : FeelValue.Null;
        };
    }

    private Code CompileCompare(CompareNode compare)
    {
        var left = Compile(compare.Left);
        var position = compare.Position;
        if (compare.Right is LiteralNode { Value: { IsInteger: true } constant })
        {
            return CompareWithInteger(compare.Sign, left, constant, position);
        }

        var right = Compile(compare.Right);
        var sign = compare.Sign;
        return sign is "=" or "!="
            ? frame => Tests.Equal(frame.Evaluation, left(frame), right(frame), sign == "=", position)
            : frame => Tests.Ordered(frame.Evaluation, left(frame), sign, right(frame), position);
    }

    // Nearly every condition of a process compares something with a whole number.
    private static Code CompareWithInteger(string sign, Code left, FeelValue constant, int position)
    {
        var bits = constant.Bits;
        FeelValue Slowly(Frame frame, FeelValue value) =>
            sign is "=" or "!="
                ? Tests.Equal(frame.Evaluation, value, constant, sign == "=", position)
                : Tests.Ordered(frame.Evaluation, value, sign, constant, position);

        Code When(Func<long, bool> holds) =>
            frame =>
            {
                var value = left(frame);
                return value.IsInteger ? FeelValue.From(holds(value.Bits)) : Slowly(frame, value);
            };

        return sign switch
        {
            "=" => When(value => value == bits),
            "!=" => When(value => value != bits),
            "<" => When(value => value < bits),
            "<=" => When(value => value <= bits),
            ">" => When(value => value > bits),
            _ => When(value => value >= bits),
        };
    }

    private Code CompileBetween(BetweenNode between)
    {
        var value = Compile(between.Value);
        var low = Compile(between.Low);
        var high = Compile(between.High);
        var position = between.Position;
        return frame =>
        {
            var middle = value(frame);
            var above = Tests.Ordered(frame.Evaluation, middle, ">=", low(frame), position);
            var below = Tests.Ordered(frame.Evaluation, middle, "<=", high(frame), position);
            return above.IsNull || below.IsNull
                ? FeelValue.Null
                : FeelValue.From(above.IsTrue && below.IsTrue);
        };
    }

    private Code CompileIn(InNode node)
    {
        var value = Compile(node.Value);
        var scope = new Scope(_scope, _scope.Layout);
        var slot = scope.Declare("?");
        var tests = Within(scope, () => node.Tests.Select(test => CompileTest(test, slot)).ToArray());
        return frame =>
        {
            frame.Slots[slot] = value(frame);
            return Tests.Any(frame, tests);
        };
    }

    private Code CompileTests(TestsNode node)
    {
        if (node.Tests.Count == 0)
        {
            return Constant(FeelValue.True);
        }

        var slot = _scope.Locals["?"];
        var tests = node.Tests.Select(test => CompileTest(test, slot)).ToArray();
        if (!node.Negated)
        {
            return tests.Length == 1 ? tests[0] : frame => Tests.Any(frame, tests);
        }

        return frame => Tests.Not(Tests.Any(frame, tests));
    }

    private Code CompileTest(Node test, int slot)
    {
        if (test is UnaryRangeNode unary)
        {
            var operand = Compile(unary.Operand);
            var (sign, at) = (unary.Sign, unary.Position);
            return sign is "=" or "!="
                ? frame => Tests.Equal(frame.Evaluation, frame.Slots[slot], operand(frame), sign == "=", at)
                : frame => Tests.Ordered(frame.Evaluation, frame.Slots[slot], sign, operand(frame), at);
        }

        var code = Compile(test);
        var position = test.Position;
        if (UsesInput(test))
        {
            return frame => Tests.Matches(frame.Evaluation, frame.Slots[slot], code(frame), true, position);
        }

        var condition = IsCondition(test);
        return frame =>
        {
            var input = frame.Slots[slot];
            var asCondition = condition && input.Kind != FeelKind.Boolean;
            return Tests.Matches(frame.Evaluation, input, code(frame), asCondition, position);
        };
    }

    private static bool IsCondition(Node node) =>
        node
            is CompareNode
                or AndNode
                or OrNode
                or BetweenNode
                or InNode
                or QuantifiedNode
                or InstanceOfNode
                or CallNode { Target: NameNode { Name: "not" } };

    private static bool UsesInput(Node node) =>
        node switch
        {
            InputNode => true,
            PathNode path => UsesInput(path.Source),
            FilterNode filter => UsesInput(filter.Source) || UsesInput(filter.Condition),
            CallNode call => UsesInput(call.Target) || call.Arguments.Any(UsesInput),
            NegateNode negate => UsesInput(negate.Operand),
            ChainNode chain => UsesInput(chain.First) || chain.Rest.Any(link => UsesInput(link.Operand)),
            AndNode and => and.Operands.Any(UsesInput),
            OrNode or => or.Operands.Any(UsesInput),
            CompareNode compare => UsesInput(compare.Left) || UsesInput(compare.Right),
            BetweenNode between => UsesInput(between.Value)
                || UsesInput(between.Low)
                || UsesInput(between.High),
            InNode @in => UsesInput(@in.Value),
            InstanceOfNode instance => UsesInput(instance.Value),
            IfNode choice => UsesInput(choice.Condition) || UsesInput(choice.Then) || UsesInput(choice.Else),
            ListNode list => list.Items.Any(UsesInput),
            QuantifiedNode some => some.Iterations.Any(loop => UsesInput(loop.Source))
                || UsesInput(some.Condition),
            ForNode loop => loop.Iterations.Any(each => UsesInput(each.Source)) || UsesInput(loop.Body),
            _ => false,
        };
}
