using System.Globalization;
using Hub.Api.Reading;
using Hub.Attachments;
using Hub.Audit;
using Hub.Portal;
using Hub.Storage;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Hub.Api;

/// <summary>Files that go with orders, judged by what is in them and not by what they are called.</summary>
internal static class AttachmentsApi
{
    /// <summary>The largest file (domain.md §1.3).</summary>
    public const int MaxFileBytes = 3 * 1024 * 1024;

    private const string Field = "file";

    // Room for the parts' headers and boundaries.
    private const int MaxBodyBytes = MaxFileBytes + (16 * 1024);
    private const int MaxParts = 10;
    private const int MaxBoundary = 200;

    /// <summary>Maps <c>/attachments</c>.</summary>
    public static void MapAttachments(this IEndpointRouteBuilder api) =>
        api.MapPost("/attachments", AddAsync)
            .WithName("addAttachment")
            .RequireScope(PortalScopes.WriteAttachments);

    private static async Task<IResult> AddAsync(
        HttpContext context,
        AnswerOnce answers,
        KeepAttachment keep,
        CancellationToken ct
    )
    {
        var language = ApiLanguage.Of(context.Request);
        var (key, problem) = IdempotencyKeys.Read(context.Request);
        byte[] file = [];
        if (problem is null)
        {
            (file, problem) = await ReadFileAsync(context.Request, ct);
        }

        if (problem is not null)
        {
            // A file that was refused is visible by its facts, never by its content.
            return await answers.RefuseAsync(
                problem,
                RefusedCall.ToArrival(context, key, null, bodyIsKept: false),
                language,
                ct
            );
        }

        // The file is what is sent: a second sending of it draws another boundary, and is the same call all the same.
        var call = new PortalCall(
            context.User.ClientId(),
            key,
            PortalPosts.RouteOf(context.Request),
            file,
            language
        )
        {
            // The attachment itself is the evidence.
            Archived = false,
        };
        return await answers.RunAloneAsync(
            call,
            (session, _) =>
                Task.FromResult(ToAnswer(keep.Run(call.ClientId, file, session), call, session, answers)),
            ct
        );
    }

    private static PortalAnswer ToAnswer(
        KeepAttachmentResult result,
        PortalCall call,
        WriteSession session,
        AnswerOnce answers
    ) =>
        result switch
        {
            KeepAttachmentResult.Kept { Attachment: var attachment } => PortalAnswer.Of(
                StatusCodes.Status201Created,
                new AttachmentView(
                    attachment.Id,
                    attachment.MediaType,
                    attachment.Size,
                    attachment.Sha256,
                    attachment.CreatedAt
                )
            ),
            KeepAttachmentResult.Refused { Why: var why } => Refuse(why, call, session, answers),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>A refused file is visible among what was refused: what it was, never its content.</summary>
    private static PortalAnswer Refuse(
        FileVerdict.Refused why,
        PortalCall call,
        WriteSession session,
        AnswerOnce answers
    )
    {
        var facts = ApiJson.ToBytes(new RefusedFile(call.Content.Length, call.RequestHash));
        ReceivedPayload.Keep(
            session,
            new Arrival(AnswerOnce.Channel, call.ClientId, call.Key, facts),
            PayloadOutcome.Rejected,
            why.Code
        );
        return answers.Refuse(
            new ApiProblem(StatusCodes.Status422UnprocessableEntity, why.Code)
            {
                Values = [("max", why.Limit.ToString(CultureInfo.InvariantCulture))],
            },
            call.Language
        );
    }

    private static async Task<(byte[] File, ApiProblem? Problem)> ReadFileAsync(
        HttpRequest request,
        CancellationToken ct
    )
    {
        var expected = new ApiProblem(StatusCodes.Status415UnsupportedMediaType, "multipart_expected");
        if (
            !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= MaxBoundary } boundary
        )
        {
            return ([], expected);
        }

        if (await PortalPosts.ReadUpToAsync(request, MaxBodyBytes, ct) is not { } body)
        {
            return ([], PortalPosts.TooLarge(MaxFileBytes));
        }

        try
        {
            return await FindFilesAsync(body, boundary.ToString(), ct) switch
            {
                [] => ([], Invalid("field_missing")),
                [_, _, ..] => ([], Invalid("field_twice")),
                [{ Length: > MaxFileBytes }] => ([], PortalPosts.TooLarge(MaxFileBytes)),
                [var file] => (file, null),
            };
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            // Cut off, or parts without end.
            return ([], expected with { Status = StatusCodes.Status400BadRequest });
        }
    }

    /// <summary>The parts that are the file; one is taken, so that nobody believes a second one was.</summary>
    private static async Task<IReadOnlyList<byte[]>> FindFilesAsync(
        byte[] body,
        string boundary,
        CancellationToken ct
    )
    {
        var files = new List<byte[]>();
        using var stream = new MemoryStream(body);
        var reader = new MultipartReader(boundary, stream);
        for (var part = 0; part < MaxParts; part++)
        {
            if (await reader.ReadNextSectionAsync(ct) is not { } section)
            {
                break;
            }

            if (
                ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
                && HeaderUtilities.RemoveQuotes(disposition.Name).Equals(Field, StringComparison.Ordinal)
            )
            {
                using var file = new MemoryStream();
                await section.Body.CopyToAsync(file, ct);
                if (file.Length > 0)
                {
                    files.Add(file.ToArray());
                }
            }
        }

        return files;
    }

    private static ApiProblem Invalid(string code)
    {
        var errors = new FieldErrors();
        errors.Add("/" + Field, code);
        return ApiProblem.Invalid(errors);
    }
}

/// <summary>A file that orders of this portal may name.</summary>
/// <param name="MediaType">What the content is, whatever it was called.</param>
/// <param name="Size">In bytes.</param>
public sealed record AttachmentView(
    Guid Id,
    string MediaType,
    int Size,
    string Sha256,
    DateTimeOffset CreatedAt
);

/// <summary>What is kept of a file that was refused.</summary>
/// <param name="Size">In bytes.</param>
internal sealed record RefusedFile(int Size, string Sha256);
