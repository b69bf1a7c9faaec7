using Adapters.Notifications;
using Hub.Announcements;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Api;

/// <summary>Where the mail provider and the SMS aggregator report what became of messages (docs/partners/delivery-reports.md).</summary>
internal static class DeliveryReportsApi
{
    private const long MaxBodyBytes = 1024 * 1024;

    /// <summary>Maps `POST /notifications/reports`.</summary>
    public static void MapDeliveryReports(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/notifications/reports", AcceptAsync)
            .WithName("pushDeliveryReports")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes))
            .DisableAntiforgery()
            .AllowAnonymous()
            .ExcludeFromDescription();

    private static async Task<Results<Ok<DeliveryReportReceipt>, ProblemHttpResult>> AcceptAsync(
        HttpRequest request,
        AcceptDeliveryReports accept,
        CancellationToken ct
    )
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        var signature = request.Headers[DeliveryReport.SignatureHeader].ToString();
        return await accept.RunAsync(body.ToArray(), signature, ct) switch
        {
            DeliveryReportsResult.Taken taken => TypedResults.Ok(
                new DeliveryReportReceipt(taken.Known, taken.Unknown)
            ),
            DeliveryReportsResult.Unreadable => Problem(
                400,
                "body_unreadable",
                "The body is not the JSON agreed on."
            ),
            DeliveryReportsResult.Untrusted => Problem(
                401,
                "signature_wrong",
                "The signature is not the provider's."
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static ProblemHttpResult Problem(int status, string code, string detail) =>
        TypedResults.Problem(
            detail,
            statusCode: status,
            extensions: new Dictionary<string, object?> { ["code"] = code }
        );
}

/// <summary>How many reports were about messages of ours, and how many were not.</summary>
public sealed record DeliveryReportReceipt(int Known, int Unknown);
