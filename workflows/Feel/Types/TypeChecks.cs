using Workflows.Feel.Runtime;

namespace Workflows.Feel.Types;

/// <summary>
/// Whether values are of a type, and the few conversions that FEEL makes by itself (DMN 1.5 §10.3.2.9.4).
/// </summary>
internal static class TypeChecks
{
    /// <summary>
    /// The operator <c>instance of</c>: null is of no type, and narrowed types count as their base.
    /// </summary>
    public static bool IsInstance(Evaluation evaluation, FeelValue value, FeelType type) =>
        value.IsNull
            ? type is FeelType.Plain { Kind: FeelKind.Null }
            : Conforms(evaluation, value, type, narrow: false);

    /// <summary>
    /// The value as that type: itself, in or out of a list of one, or a date as its midnight.
    /// </summary>
    public static bool TryConvert(
        Evaluation evaluation,
        FeelValue value,
        FeelType type,
        out FeelValue converted
    )
    {
        converted = value;
        if (value.IsNull || Conforms(evaluation, value, type, narrow: true))
        {
            return true;
        }

        if (
            value.TryGetList(out var list)
            && list.Count == 1
            && Conforms(evaluation, list[0], type, narrow: true)
        )
        {
            converted = list[0];
            return true;
        }

        if (IsList(type))
        {
            converted = FeelValue.ListOf(value);
            return value.Kind != FeelKind.List && Conforms(evaluation, converted, type, narrow: true);
        }

        if (value.TryGetDate(out var date))
        {
            converted = FeelValue.From(new FeelDateTime(date, new FeelTime(0, 0)));
            return Conforms(evaluation, converted, type, narrow: true);
        }

        return false;
    }

    private static bool IsList(FeelType type) =>
        type switch
        {
            FeelType.ListOf or FeelType.Plain { Kind: FeelKind.List } => true,
            FeelType.Allowed allowed => IsList(allowed.Base),
            FeelType.Named named => IsList(named.Resolve()),
            _ => false,
        };

    private static bool Conforms(Evaluation evaluation, FeelValue value, FeelType type, bool narrow)
    {
        evaluation.Charge(1);
        if (value.IsNull)
        {
            return true;
        }

        return type switch
        {
            FeelType.AnyType => true,
            FeelType.Named named => Conforms(evaluation, value, named.Resolve(), narrow),
            FeelType.Plain plain => value.Kind == plain.Kind,
            FeelType.ListOf list => value.TryGetList(out var items)
                && All(items, item => Conforms(evaluation, item, list.Item, narrow)),
            FeelType.RangeOf range => value.TryGetRange(out var ends)
                && Conforms(evaluation, ends.Start, range.End, narrow)
                && Conforms(evaluation, ends.End, range.End, narrow),
            FeelType.Structure structure => value.TryGetContext(out var context)
                && HasMembers(evaluation, context, structure, narrow),
            FeelType.FunctionOf function => value.TryGetFunction(out var callable)
                && FunctionConforms(callable, function),
            FeelType.Allowed allowed => Conforms(evaluation, value, allowed.Base, narrow)
                && (!narrow || allowed.Tests.Holds(evaluation, value)),
            _ => false,
        };
    }

    private static bool HasMembers(
        Evaluation evaluation,
        FeelContext context,
        FeelType.Structure structure,
        bool narrow
    ) =>
        structure.Members.All(member =>
            context.TryGet(member.Name, out var value) && Conforms(evaluation, value, member.Type, narrow)
        );

    private static bool FunctionConforms(FeelFunction function, FeelType.FunctionOf type)
    {
        if (function.Parameters.Count != type.Parameters.Count)
        {
            return false;
        }

        return function is not Lambda lambda
            || lambda
                .Shape.Parameters.Zip(type.Parameters)
                .All(pair => pair.First.Type is null || Accepts(pair));
    }

    // A function that takes more than asked for may stand in: parameters compare the other way round.
    private static bool Accepts((Syntax.ParameterNode First, FeelType Second) pair) =>
        IsSubtype(pair.Second, pair.First.Type!);

    private static bool IsSubtype(FeelType left, FeelType right) =>
        (left, right) switch
        {
            (_, FeelType.AnyType) => true,
            (FeelType.Named a, FeelType.Named b) => a.Name == b.Name,
            (FeelType.Named a, _) => IsSubtype(a.Resolve(), right),
            (_, FeelType.Named b) => IsSubtype(left, b.Resolve()),
            (FeelType.Allowed allowed, _) => IsSubtype(allowed.Base, right),
            (_, FeelType.Allowed allowed) => IsSubtype(left, allowed.Base),
            (FeelType.ListOf a, FeelType.ListOf b) => IsSubtype(a.Item, b.Item),
            (FeelType.RangeOf a, FeelType.RangeOf b) => IsSubtype(a.End, b.End),
            (FeelType.Structure a, FeelType.Structure b) => b.Members.All(wanted =>
                a.Members.Any(given => given.Name == wanted.Name && IsSubtype(given.Type, wanted.Type))
            ),
            (FeelType.FunctionOf a, FeelType.FunctionOf b) => a.Parameters.Count == b.Parameters.Count
                && a.Parameters.Zip(b.Parameters).All(pair => IsSubtype(pair.Second, pair.First))
                && IsSubtype(a.Result, b.Result),
            _ => left.Equals(right),
        };

    private static bool All(FeelList items, Predicate<FeelValue> holds)
    {
        foreach (var item in items.Span)
        {
            if (!holds(item))
            {
                return false;
            }
        }

        return true;
    }
}
