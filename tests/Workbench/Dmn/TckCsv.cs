using System.Text;
using Workflows.Dmn.Tck;

namespace Workbench.Dmn;

/// <summary>
/// The results file that vendors hand in to the DMN TCK (<c>tck_results.csv</c>): no header; folder, test file without its
/// ending, case, SUCCESS or ERROR, message; every field quoted.
/// </summary>
internal static class TckCsv
{
    public static string Write(IEnumerable<TckOutcome> outcomes)
    {
        var text = new StringBuilder();
        foreach (var outcome in outcomes)
        {
            string[] fields =
            [
                outcome.Level.Length == 0 ? outcome.Folder : $"{outcome.Level}/{outcome.Folder}",
                Path.GetFileNameWithoutExtension(outcome.File),
                outcome.Test,
                outcome.Passed ? "SUCCESS" : "ERROR",
                outcome.Message,
            ];
            text.AppendJoin(',', fields.Select(Quote)).Append('\n');
        }

        return text.ToString();
    }

    // One line per case: readers of the file split it at line ends.
    private static string Quote(string field) =>
        '"' + field.Replace("\"", "\"\"", StringComparison.Ordinal).ReplaceLineEndings(" ") + '"';
}
