using Adapters.Exchange;
using Adapters.Registries;
using Hub.Catalogue;
using Hub.Registries;
using Hub.Storage;

namespace Hub.Exchange;

/// <summary>A bureau's <c>ANS</c> file.</summary>
internal sealed class AnswerFileReader(ReferenceCatalogue catalogue) : IFileReader
{
    public FileKind Kind => FileKind.ANS;

    public async Task<FileVerdict> ApplyAsync(IncomingFile file, WriteSession session, CancellationToken ct)
    {
        var reasons = catalogue.Now.Reasons.Keys.ToHashSet(StringComparer.Ordinal);
        switch (AnswerFile.Read(file.Content, file.Profile, reasons))
        {
            case AnswerFileReading.Unreadable unreadable:
                return new FileVerdict(false, 0, [], [unreadable.Problem]);
            case AnswerFileReading.Readable readable:
                var answers = readable.Answers.Select(row => row.Answer).ToList();
                var verdicts = await ReceiveAnswers.RunAsync(file.Partner, answers, session, ct);
                var rows = readable
                    .Answers.Select((row, i) => ToRow(row, verdicts[i]))
                    .Concat(readable.Problems.Select(problem => new ReceiptRow(problem.Line, "", problem)))
                    .OrderBy(row => row.Line)
                    .ToList();
                var problems = rows.Where(row => row.Problem is not null)
                    .Select(row => row.Problem!)
                    .ToList();
                return new FileVerdict(true, readable.Records, rows, problems);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static ReceiptRow ToRow(AnswerRow row, AnswerVerdict verdict) =>
        new(
            row.FileLine,
            row.Answer.RequestId,
            verdict.Code is null
                ? null
                : new RowProblem(row.FileLine, verdict.Column, verdict.Code, verdict.Message!)
        );
}
