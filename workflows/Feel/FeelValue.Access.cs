using System.Diagnostics.CodeAnalysis;
using NodaTime;

namespace Workflows.Feel;

public readonly partial struct FeelValue
{
    public bool AsBoolean() => TryGetBoolean(out var value) ? value : throw Not("a boolean");

    public string AsString() => _reference as string ?? throw Not("a string");

    public decimal AsDecimal() => TryGetDecimal(out var value) ? value : throw Not("a number");

    /// <summary>The number as an integer; throws for a fraction.</summary>
    public long AsInt64() => TryGetInt64(out var value) ? value : throw Not("a whole number");

    public FeelList AsList() => _reference as FeelList ?? throw Not("a list");

    public FeelContext AsContext() => _reference as FeelContext ?? throw Not("a context");

    public FeelDate AsDate() => TryGetDate(out var value) ? value : throw Not("a date");

    public FeelTime AsTime() => _reference as FeelTime ?? throw Not("a time");

    public FeelDateTime AsDateTime() => _reference as FeelDateTime ?? throw Not("a date and time");

    public FeelDuration AsDuration() => _reference as FeelDuration ?? throw Not("a days and time duration");

    /// <summary>The length of a years-and-months duration in months.</summary>
    public long AsMonths() => TryGetMonths(out var value) ? value : throw Not("a years and months duration");

    public FeelRange AsRange() => _reference as FeelRange ?? throw Not("a range");

    public FeelFunction AsFunction() => _reference as FeelFunction ?? throw Not("a function");

    public bool TryGetBoolean(out bool value)
    {
        value = IsTrue;
        return ReferenceEquals(_reference, BooleanTag);
    }

    public bool TryGetString([NotNullWhen(true)] out string? value)
    {
        value = _reference as string;
        return value is not null;
    }

    public bool TryGetDecimal(out decimal value)
    {
        if (IsInteger)
        {
            value = _bits;
            return true;
        }

        var fraction = _reference as Fraction;
        value = fraction?.Value ?? 0;
        return fraction is not null;
    }

    /// <summary>False for a fraction and for numbers beyond 64 bits.</summary>
    public bool TryGetInt64(out long value)
    {
        value = IsInteger ? _bits : 0;
        return IsInteger;
    }

    public bool TryGetDate(out FeelDate value)
    {
        value = default;
        return ReferenceEquals(_reference, DateTag)
            && FeelDate.TryCreate(_bits >> 16, (_bits >> 8) & 0xFF, _bits & 0xFF, out value);
    }

    public bool TryGetTime([NotNullWhen(true)] out FeelTime? value) => Is(out value);

    public bool TryGetDateTime([NotNullWhen(true)] out FeelDateTime? value) => Is(out value);

    public bool TryGetDuration([NotNullWhen(true)] out FeelDuration? value) => Is(out value);

    public bool TryGetMonths(out long value)
    {
        var months = ReferenceEquals(_reference, MonthsTag);
        value = months ? _bits : 0;
        return months;
    }

    /// <summary>
    /// The moment of a date and time, or the midnight of a date, in <paramref name="zone"/> when none is
    /// written.
    /// </summary>
    public bool TryGetInstant(DateTimeZone zone, out Instant value)
    {
        value = default;
        if (TryGetDate(out var date))
        {
            return new FeelDateTime(date, new FeelTime(0)).TryToInstant(zone, out value);
        }

        return TryGetDateTime(out var moment) && moment.TryToInstant(zone, out value);
    }

    public bool TryGetList([NotNullWhen(true)] out FeelList? value) => Is(out value);

    public bool TryGetContext([NotNullWhen(true)] out FeelContext? value) => Is(out value);

    public bool TryGetRange([NotNullWhen(true)] out FeelRange? value) => Is(out value);

    public bool TryGetFunction([NotNullWhen(true)] out FeelFunction? value) => Is(out value);

    /// <summary>The text of a string, or FEEL's <c>string()</c> of anything else; null stays null.</summary>
    public string? ToText() => FeelText.Plain(this);

    private bool Is<T>([NotNullWhen(true)] out T? value)
        where T : class
    {
        value = _reference as T;
        return value is not null;
    }

    private InvalidOperationException Not(string wanted) =>
        new($"The FEEL value should be {wanted} and is of kind {Kind}.");
}
