namespace Simulators.Gateway;

/// <summary>Makes callbacks that must be answered <c>FAILURE</c>.</summary>
internal static class Forgery
{
    /// <summary>The real callback's fields with one lie in them; all but the first kind carry a hash that fits.</summary>
    public static List<KeyValuePair<string, string>> Of(
        IReadOnlyList<KeyValuePair<string, string>> real,
        ForgeryKind kind,
        string storeKey
    )
    {
        var (name, lie) = kind switch
        {
            ForgeryKind.WrongHash => ("Response", "Approved"),
            ForgeryKind.WrongAmount => ("amount", "1.00"),
            ForgeryKind.WrongCurrency => ("currency", "978"),
            ForgeryKind.WrongClient => ("clientid", "600000666"),
        };
        var fields = real.Where(field => field.Key != "HASH")
            .Select(field => field.Key == name ? KeyValuePair.Create(name, lie) : field)
            .ToList();
        var key = kind == ForgeryKind.WrongHash ? "a guessed key" : storeKey;
        return [.. fields, new("HASH", Ver3Hash.Of(fields, key))];
    }
}

/// <summary>How a callback that nobody may believe differs from the real one.</summary>
internal enum ForgeryKind
{
    WrongHash,
    WrongAmount,
    WrongCurrency,
    WrongClient,
}
