using System.Text;
using Adapters.Payments;
using Hub.Payments;

namespace Hub.Api;

/// <summary>Where the gateway reports. It reads plain text and nothing else (protocols.md §2).</summary>
internal static class PaymentsApi
{
    // A callback has some fifty short fields.
    private const int MaxBytes = 64 * 1024;
    private const string PlainText = "text/plain; charset=utf-8";

    /// <summary>Maps <c>POST /payments/cmi/callback</c> and the confirmations of the other methods.</summary>
    public static void MapPayments(this IEndpointRouteBuilder routes)
    {
        Map(routes, "/payments/cmi/callback", PaymentMethod.Card, "cmiCallback");
        Map(routes, "/payments/agency/confirmation", PaymentMethod.Agency, "agencyConfirmation");
        Map(routes, "/payments/sms/confirmation", PaymentMethod.Sms, "smsConfirmation");
    }

    private static void Map(IEndpointRouteBuilder routes, string path, string method, string name) =>
        routes
            .MapPost(
                path,
                (HttpRequest request, AcceptCallback accept, RefuseCallback refuse, CancellationToken ct) =>
                    HearAsync(method, request, accept, refuse, ct)
            )
            .WithName(name)
            .DisableAntiforgery()
            .AllowAnonymous()
            .ExcludeFromDescription();

    private static async Task<IResult> HearAsync(
        string method,
        HttpRequest request,
        AcceptCallback accept,
        RefuseCallback refuse,
        CancellationToken ct
    )
    {
        // What has been heard is decided, even when the gateway hangs up meanwhile. What could not be booked is not said to
        // be (StoreAway): the gateway reports again, and the booking is done once.
        var bytes = new byte[MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        if (length > MaxBytes)
        {
            return await refuse.RunAsync(method, bytes[..MaxBytes], CancellationToken.None) is { } no
                ? Say(no, StatusCodes.Status413PayloadTooLarge)
                : Results.NotFound();
        }

        var form = CallbackBody.Read(
            bytes.AsSpan(0, length),
            request.GetTypedHeaders().ContentType?.Charset.Value
        );
        return await accept.RunAsync(method, form, CancellationToken.None) is { } answer
            ? Say(answer, StatusCodes.Status200OK)
            : Results.NotFound();
    }

    private static IResult Say(string answer, int status) =>
        Results.Text(answer, PlainText, Encoding.UTF8, status);
}
