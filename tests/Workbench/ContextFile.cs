using System.Text.Json;
using Workflows.Feel;

namespace Workbench;

/// <summary>Variables as a JSON object in a file: numbers, texts, lists and contexts as a process has them.</summary>
internal static class ContextFile
{
    /// <summary>The variables of a file; none without a file. False when it holds something else.</summary>
    public static bool TryRead(string? path, TextWriter errors, out FeelContext variables)
    {
        variables = FeelContext.Empty;
        if (path is null)
        {
            return true;
        }

        if (!File.Exists(path))
        {
            errors.WriteLine($"There is no file '{path}'.");
            return false;
        }

        try
        {
            if (FeelJson.Parse(WithoutMark(File.ReadAllBytes(path))).TryGetContext(out var read))
            {
                variables = read;
                return true;
            }

            errors.WriteLine($"{path}: the variables are one JSON object, such as {{\"copies\": 2}}.");
        }
        catch (JsonException broken)
        {
            errors.WriteLine($"{path}: not JSON that variables can hold: {broken.Message}");
        }

        return false;
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> utf8) =>
        utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
}
