using System.Globalization;
using Simulators.Scenario;

namespace Simulators.Gateway;

/// <summary>
/// A counter of the provider, for a person to play with: a reference is paid there, and its confirmation arrives as one
/// chooses, or never.
/// </summary>
internal sealed class CounterPage(ReferenceProvider provider, string partner)
{
    /// <summary>Maps <c>/counter</c>: <c>?reference=&amp;amount=&amp;lang=</c> fills in the form.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/counter", ShowAsync);
        routes.MapPost("/counter", PayAsync);
    }

    private Task ShowAsync(HttpContext context) =>
        HtmlAsync(
            context,
            Words(context.Request.Query["lang"])
                .Form(
                    context.Request.Query["reference"].ToString(),
                    context.Request.Query["amount"].ToString()
                ),
            StatusCodes.Status200OK
        );

    private async Task PayAsync(HttpContext context)
    {
        var form = FormText.Parse(await context.Request.ReadBodyAsync());
        var words = Words(form.Value("lang"));
        var reference = string.Concat((form.Value("reference") ?? "").Where(char.IsAsciiDigit));
        if (
            !decimal.TryParse(
                form.Value("amount"),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var amount
            )
            || amount is <= 0 or > 100_000
            || !Enum.TryParse<CounterTurn>(form.Value("turn"), out var turn)
            || !provider.Pay(reference, (long)(amount * 100), turn)
        )
        {
            await HtmlAsync(context, words.Refused(reference), StatusCodes.Status400BadRequest);
            return;
        }

        await HtmlAsync(context, words.Receipt(reference, turn), StatusCodes.Status200OK);
    }

    private CounterText Words(string? language) => CounterText.Of(language, partner);

    private static Task HtmlAsync(HttpContext context, string page, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(page, context.RequestAborted);
    }
}
