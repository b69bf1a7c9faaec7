using System.Text.RegularExpressions;

namespace Adapters.Exchange;

/// <summary>The names that may ever become part of a path.</summary>
internal static partial class DropNames
{
    public const string Part = ".part";
    public const string Ok = ".ok";
    public const string Duplicate = ".dup";

    /// <summary>What is written beside files, and how programs call a file while they send it.</summary>
    private static readonly string[] Beside = [Part, Ok, Duplicate, ".filepart", ".tmp"];

    /// <summary>Throws for a name that could leave its folder or confuse a reader.</summary>
    public static string Checked(string name) =>
        IsSafe(name) ? name : throw new InvalidOperationException("This is no file name of the exchange.");

    /// <summary>Letters, digits, dots, dashes and underscores only, not beginning with a dot.</summary>
    public static bool IsSafe(string name) => Grammar().IsMatch(name);

    /// <summary>
    /// Is it the name of a file itself, whatever the name is worth: not of what is written beside one (servers may shout
    /// endings), and not hidden?
    /// </summary>
    public static bool IsContent(string name) =>
        !name.StartsWith('.')
        && !Beside.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,119}\\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Grammar();
}
