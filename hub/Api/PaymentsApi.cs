using System.Text;
using Adapters.Payments;
using Hub.Payments;
using Hub.Storage;

namespace Hub.Api;

/// <summary>Where the gateway reports. It reads plain text and nothing else (protocols.md §2).</summary>
internal static class PaymentsApi
{
    // A callback has some fifty short fields.
    private const int MaxBytes = 64 * 1024;
    private const string PlainText = "text/plain; charset=utf-8";

    /// <summary>Maps <c>POST /payments/cmi/callback</c>.</summary>
    public static void MapPayments(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/payments/cmi/callback", HearAsync)
            .WithName("cmiCallback")
            .DisableAntiforgery()
            .AllowAnonymous()
            .ExcludeFromDescription();

    private static async Task<IResult> HearAsync(
        HttpRequest request,
        AcceptCallback accept,
        CancellationToken ct
    )
    {
        if (await PortalPosts.ReadUpToAsync(request, MaxBytes, ct) is not { } bytes)
        {
            return Say(CallbackReply.Fail, StatusCodes.Status413PayloadTooLarge);
        }

        try
        {
            // What has been heard is decided, even when the gateway hangs up meanwhile.
            var reply = await accept.RunAsync(Encoding.UTF8.GetString(bytes), CancellationToken.None);
            return Say(reply, StatusCodes.Status200OK);
        }
        catch (CommitInDoubtException)
        {
            // Not said to be booked: the gateway reports again, and the booking is done once.
            return Say(CallbackReply.Fail, StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static IResult Say(CallbackReply reply, int status) =>
        Results.Text(reply.ToText(), PlainText, Encoding.UTF8, status);
}
