namespace Hub.Announcements;

/// <summary>
/// Values inside plain text of either direction: between FSI and PDI, so that a number or a Latin name never reorders the
/// Arabic sentence around it (experience.md §4.2).
/// </summary>
internal static class IsolatedText
{
    private const char FirstStrongIsolate = '\u2068';
    private const char PopDirectionalIsolate = '\u2069';

    /// <summary>The value, isolated.</summary>
    public static string Of(string value) => $"{FirstStrongIsolate}{value}{PopDirectionalIsolate}";
}
