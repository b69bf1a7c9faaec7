using Adapters.Registries;
using Hub.Registries;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Api;

/// <summary>Where bureaus with a system of their own send their answers (docs/partners/bureau-rest.md).</summary>
internal static class RegistryApi
{
    private const long MaxBodyBytes = 1024 * 1024;

    /// <summary>Maps `POST /registry/{bureauCode}/answers`.</summary>
    public static void MapRegistry(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/registry/{bureauCode}/answers", AnswerAsync)
            .WithName("pushRegistryAnswers")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes))
            .DisableAntiforgery()
            .AllowAnonymous();

    private static async Task<Results<Ok<AnswerReceipt>, ProblemHttpResult>> AnswerAsync(
        string bureauCode,
        HttpRequest request,
        AcceptPushedAnswers accept,
        CancellationToken ct
    )
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        var signature = request.Headers[BureauSignature.Header].ToString();
        return await accept.RunAsync(bureauCode, body.ToArray(), signature, ct) switch
        {
            PushedAnswers.Judged judged => ToReceipt(judged),
            PushedAnswers.Rejected rejected => Problem(400, rejected.Code, rejected.Explanation),
            PushedAnswers.Untrusted untrusted => Problem(401, untrusted.Code, untrusted.Explanation),
            PushedAnswers.UnknownBureau => Problem(
                404,
                "bureau_unknown",
                "No bureau of this code answers over the network."
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static Results<Ok<AnswerReceipt>, ProblemHttpResult> ToReceipt(PushedAnswers.Judged judged)
    {
        var entries = judged.Verdicts.Select((verdict, i) => ToEntry(judged.Answers[i], verdict)).ToList();
        if (entries.Exists(entry => entry.Status != "refused"))
        {
            return TypedResults.Ok(new AnswerReceipt(entries));
        }

        var errors = judged.Verdicts.Select(
            (verdict, i) =>
                new
                {
                    pointer = $"/answers/{i}/{verdict.Column}",
                    code = verdict.Code,
                    message = verdict.Message,
                }
        );
        return Problem(422, judged.Verdicts[0].Code!, judged.Verdicts[0].Message!, ("errors", errors));
    }

    private static AnswerReceiptEntry ToEntry(RegistryAnswer answer, AnswerVerdict verdict) =>
        new(
            answer.RequestId,
            answer.Line,
            verdict.Code is not null ? "refused"
                : verdict.HeardBefore ? "duplicate"
                : "accepted",
            verdict.Code,
            verdict.Message
        );

    private static ProblemHttpResult Problem(
        int status,
        string code,
        string detail,
        params ReadOnlySpan<(string Name, object Value)> more
    )
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code };
        foreach (var (name, value) in more)
        {
            extensions[name] = value;
        }

        return TypedResults.Problem(detail: detail, statusCode: status, title: code, extensions: extensions);
    }
}

/// <summary>What became of each answer of a message.</summary>
public sealed record AnswerReceipt(IReadOnlyList<AnswerReceiptEntry> Answers);

/// <summary>What became of one answer.</summary>
/// <param name="Status"><c>accepted</c>, <c>duplicate</c> or <c>refused</c>.</param>
/// <param name="Code">Why it was refused.</param>
/// <param name="Message">What would be right.</param>
public sealed record AnswerReceiptEntry(
    string? RequestId,
    int Line,
    string Status,
    string? Code,
    string? Message
);
