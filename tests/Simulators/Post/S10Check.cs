namespace Simulators.Post;

/// <summary>The post's own check of item numbers (UPU S10).</summary>
internal static class S10Check
{
    private const string Weights = "86423597";

    /// <summary>A registered item of Morocco with a right check digit, written as it is printed.</summary>
    public static bool IsRegistered(string item)
    {
        if (
            item.Length != 13
            || item[0] != 'R'
            || !char.IsAsciiLetterUpper(item[1])
            || !item.AsSpan(2, 9).ToString().All(char.IsAsciiDigit)
            || !item.EndsWith("MA", StringComparison.Ordinal)
        )
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
        {
            sum += (item[i + 2] - '0') * (Weights[i] - '0');
        }

        var check = 11 - (sum % 11);
        var digit =
            check == 10 ? 0
            : check == 11 ? 5
            : check;
        return item[10] - '0' == digit;
    }
}
