using Adapters.Exchange;
using Microsoft.Extensions.Options;

namespace Hub.Exchange;

/// <summary>What can be wrong with a file before anybody reads its rows.</summary>
internal sealed class DropChecks(IEnumerable<IFileReader> readers, IOptions<ExchangeOptions> options)
{
    private readonly HashSet<FileKind> kinds = [.. readers.Select(r => r.Kind)];

    /// <summary>The first reason not to take the file; null when it may be read.</summary>
    /// <param name="partner">Who left it.</param>
    /// <param name="drop">As it was listed.</param>
    /// <param name="name">Its name, read; null when it is none of ours.</param>
    /// <param name="body">Its bytes; null when they are more than we read.</param>
    /// <param name="before">What came under this name with other content.</param>
    public RowProblem? Find(
        string partner,
        Drop drop,
        ExchangeFileName? name,
        FileBody? body,
        IEnumerable<ExchangeFile> before
    )
    {
        if (body is null)
        {
            return Problem("file_too_large", "The file is larger than agreed.");
        }

        if (name is null)
        {
            return Problem("file_name_unknown", "The name is not KIND_BUREAU_YYYYMMDD_SEQ_E.csv.");
        }

        if (drop.Seal is { } given && !given.Fits(body))
        {
            return Problem(
                "checksum_wrong",
                "The content is not what the .ok file says: it was truncated or changed."
            );
        }

        if (name.IsTest != (options.Value.Environment == "T"))
        {
            return Problem("wrong_environment", "A test file in production, or the reverse.");
        }

        var isPost = partner == ExchangeOptions.Post;
        if (!kinds.Contains(name.Kind) || isPost != IsPostKind(name.Kind))
        {
            return Problem("file_kind_unexpected", $"A {name.Kind} file is not expected from this partner.");
        }

        if (!isPost && name.Bureau != partner)
        {
            return Problem("file_of_other_bureau", "The name carries another bureau's code.");
        }

        // A file that never counted (wrong checksum, wrong environment) leaves its name free for the right one.
        return before.Any(f => f.Sequence > 0)
            ? Problem("file_name_reused", "A file of this name with other content was received before.")
            : null;
    }

    /// <summary>A problem of the file as a whole.</summary>
    public static RowProblem Problem(string code, string message) => new(1, null, code, message);

    private static bool IsPostKind(FileKind kind) =>
        kind is FileKind.MAC or FileKind.MRS or FileKind.EVT or FileKind.RET or FileKind.INV;
}
