using Adapters.Exchange;
using Adapters.Registries;
using Hub.Catalogue;
using Hub.Registries;
using Hub.Storage;

namespace Hub.Exchange;

/// <summary>A bureau's <c>ANS</c> file.</summary>
internal sealed class AnswerFileReader(ReferenceCatalogue catalogue, ReceiveAnswers receive) : IFileReader
{
    public FileKind Kind => FileKind.ANS;

    public async Task<FileVerdict> ApplyAsync(IncomingFile file, WriteSession session, CancellationToken ct)
    {
        var reasons = catalogue.Now.Reasons.Keys.ToHashSet(StringComparer.Ordinal);
        switch (AnswerFile.Read(file.Content, file.Profile, reasons))
        {
            case AnswerFileReading.Unreadable unreadable:
                return FileVerdict.Unreadable(unreadable.Problem);
            case AnswerFileReading.Readable readable:
                var answers = readable.Answers.Select(row => row.Answer).ToList();
                var verdicts = await receive.RunAsync(file.Partner, answers, session, ct);
                return FileVerdict.Applied(
                    readable.Records,
                    readable
                        .Answers.Select((row, i) => ToRow(row, verdicts[i]))
                        .Concat(
                            readable.Problems.Select(problem => new ReceiptRow(problem.Line, "", problem))
                        )
                );
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
