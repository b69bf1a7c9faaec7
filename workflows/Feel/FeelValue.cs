using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using NodaTime;

namespace Workflows.Feel;

/// <summary>
/// Any FEEL value in 16 bytes: small things (booleans, whole numbers that fit 64 bits, dates, months) live in
/// the second word, everything else behind the reference. <c>default</c> is null.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly partial struct FeelValue : IEquatable<FeelValue>
{
    private static readonly Tag BooleanTag = new(FeelKind.Boolean);
    private static readonly Tag IntegerTag = new(FeelKind.Number);
    private static readonly Tag DateTag = new(FeelKind.Date);
    private static readonly Tag MonthsTag = new(FeelKind.MonthsDuration);

    private static readonly Tag AbsentTag = new(FeelKind.Null);

    private readonly object? _reference;
    private readonly long _bits;

    private FeelValue(object? reference, long bits)
    {
        _reference = reference;
        _bits = bits;
    }

    public static FeelValue Null => default;

    public static FeelValue True => new(BooleanTag, 1);

    public static FeelValue False => new(BooleanTag, 0);

    public static FeelValue Zero => new(IntegerTag, 0);

    public FeelKind Kind =>
        _reference switch
        {
            null => FeelKind.Null,
            Tag tag => tag.Kind,
            string => FeelKind.String,
            FeelContext => FeelKind.Context,
            FeelList => FeelKind.List,
            Fraction => FeelKind.Number,
            FeelDateTime => FeelKind.DateTime,
            FeelTime => FeelKind.Time,
            FeelDuration => FeelKind.DaysDuration,
            FeelRange => FeelKind.Range,
            _ => FeelKind.Function,
        };

    public bool IsNull => _reference is null;

    public bool IsTrue => ReferenceEquals(_reference, BooleanTag) && _bits != 0;

    public bool IsFalse => ReferenceEquals(_reference, BooleanTag) && _bits == 0;

    /// <summary>Marks a slot whose variable was looked up and is null; never leaves the evaluator.</summary>
    internal static FeelValue Absent => new(AbsentTag, 0);

    internal bool IsAbsent => ReferenceEquals(_reference, AbsentTag);

    /// <summary>
    /// True for a number without fraction that fits 64 bits, which is how such numbers are always kept.
    /// </summary>
    internal bool IsInteger => ReferenceEquals(_reference, IntegerTag);

    internal bool IsNumber => ReferenceEquals(_reference, IntegerTag) || _reference is Fraction;

    internal long Bits => _bits;

    public static FeelValue From(bool value) => new(BooleanTag, value ? 1 : 0);

    /// <summary>Three-valued logic: C# null is FEEL's null.</summary>
    internal static FeelValue From(bool? value) => value is { } known ? From(known) : Null;

    public static FeelValue From(long value) => new(IntegerTag, value);

    /// <summary>Whole values that fit 64 bits are kept as integers; trailing zeros do not survive.</summary>
    public static FeelValue From(decimal value) =>
        value is >= long.MinValue and <= long.MaxValue && decimal.Truncate(value) == value
            ? new FeelValue(IntegerTag, (long)value)
            : new FeelValue(new Fraction(value), 0);

    public static FeelValue From(string? value) => new(value, 0);

    public static FeelValue From(FeelDate value) =>
        new(DateTag, ((long)value.Year << 16) | ((long)value.Month << 8) | value.Day);

    public static FeelValue From(FeelTime value) => new(value, 0);

    public static FeelValue From(FeelDateTime value) => new(value, 0);

    public static FeelValue From(FeelDuration value) => new(value, 0);

    public static FeelValue From(LocalDate value) => From(FeelDate.From(value));

    public static FeelValue From(LocalTime value) => From(FeelTime.From(value));

    public static FeelValue From(Duration value) => From(new FeelDuration(value.ToInt128Nanoseconds()));

    /// <summary>The moment as a date and time in <paramref name="zone"/>.</summary>
    public static FeelValue From(Instant value, DateTimeZone zone) => From(FeelDateTime.From(value, zone));

    /// <summary>A years-and-months duration.</summary>
    public static FeelValue FromMonths(long months) => new(MonthsTag, months);

    public static FeelValue From(FeelList value) => new(value, 0);

    public static FeelValue From(FeelContext value) => new(value, 0);

    public static FeelValue From(FeelRange value) => new(value, 0);

    public static FeelValue From(FeelFunction value) => new(value, 0);

    public static FeelValue ListOf(params ReadOnlySpan<FeelValue> items) =>
        From(new FeelList(items.ToArray()));

    /// <summary>
    /// A date, time, date and time, or duration from its text, as after <c>@</c>; null for any other text.
    /// </summary>
    public static FeelValue ParseTemporal(string text) => Temporal.TemporalText.ParseAny(text);

    internal static FeelValue FromArray(FeelValue[] items) => From(new FeelList(items));

    /// <summary>The same kind and content. FEEL's own <c>=</c> is looser; see its operators.</summary>
    public bool Equals(FeelValue other)
    {
        if (_reference is Tag || other._reference is Tag)
        {
            return ReferenceEquals(_reference, other._reference) && _bits == other._bits;
        }

        return _reference is null ? other._reference is null : _reference.Equals(other._reference);
    }

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is FeelValue other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_reference, _bits);

    public static bool operator ==(FeelValue left, FeelValue right) => left.Equals(right);

    public static bool operator !=(FeelValue left, FeelValue right) => !left.Equals(right);

    public static implicit operator FeelValue(bool value) => From(value);

    public static implicit operator FeelValue(long value) => From(value);

    public static implicit operator FeelValue(decimal value) => From(value);

    public static implicit operator FeelValue(string value) => From(value);

    /// <summary>FEEL literal text: strings quoted, dates as <c>@"2026-09-20"</c>.</summary>
    public override string ToString() => FeelText.Literal(this);

    private sealed class Tag(FeelKind kind)
    {
        public FeelKind Kind { get; } = kind;
    }

    private sealed record Fraction(decimal Value);
}
