namespace Workflows.Feel.Types;

/// <summary>
/// A FEEL type, as named after <c>instance of</c>, by parameters, and by DMN item definitions.
/// </summary>
internal abstract record FeelType
{
    public static FeelType Any { get; } = new AnyType();

    /// <summary>Any value, null included.</summary>
    public sealed record AnyType : FeelType;

    /// <summary>Every value of one kind, whatever it holds.</summary>
    public sealed record Plain(FeelKind Kind) : FeelType;

    public sealed record ListOf(FeelType Item) : FeelType;

    public sealed record RangeOf(FeelType End) : FeelType;

    /// <summary>A context with at least these entries.</summary>
    public sealed record Structure(IReadOnlyList<Member> Members) : FeelType;

    public sealed record FunctionOf(IReadOnlyList<FeelType> Parameters, FeelType Result) : FeelType;

    /// <summary>A type of the model that holds itself somewhere inside, found again by name.</summary>
    public sealed record Named(string Name, Func<FeelType> Resolve) : FeelType;

    /// <summary>A type narrowed to values that pass unary tests.</summary>
    public sealed record Allowed(FeelType Base, FeelUnaryTests Tests) : FeelType;

    public sealed record Member(string Name, FeelType Type);
}
