using System.Globalization;
using Adapters.Payments;
using Hub.Catalogue;
using Hub.Storage;

namespace Hub.Api;

/// <summary>
/// What everybody hears while the store is away, or could not confirm a commit: 503 and when to come again (reliability.md,
/// R3), in the form each of them reads. Nothing has been promised by then, so that sending again is right.
/// </summary>
internal static partial class StoreAway
{
    private const int RetryAfterSeconds = 5;
    private const string PlainText = "text/plain; charset=utf-8";
    private static readonly PathString Payments = new("/payments");

    // Programs call here, and read problems.
    private static readonly PathString[] Interfaces =
    [
        new("/api"),
        new("/oauth"),
        new("/registry"),
        new("/notifications"),
        new("/sandbox"),
    ];

    /// <summary>Answers for everything that comes after it.</summary>
    public static void UseStoreAway(this WebApplication app)
    {
        var store = app.Services.GetRequiredService<HubStore>();
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(StoreAway));
        app.Use(
            async (context, next) =>
            {
                try
                {
                    await next(context);
                }
                catch (Exception exception)
                    when (!context.Response.HasStarted && ReadCode(exception, store.Dialect) is { } code)
                {
                    LogAway(logger, exception, code, context.Request.Path);
                    await AnswerAsync(context, code);
                }
            }
        );
    }

    // A deadlock that came again and again is no absence, and as little anybody's fault who may simply send again.
    private static string? ReadCode(Exception exception, IDatabaseDialect dialect) =>
        exception is CommitInDoubtException ? "not_confirmed"
        : dialect.IsAway(exception) || dialect.IsTransient(exception) ? "store_away"
        : null;

    private static async Task AnswerAsync(HttpContext context, string code)
    {
        context.Response.Clear();
        var catalogue = context.RequestServices.GetRequiredService<ReferenceCatalogue>();
        var language = ApiLanguage.Of(context.Request);
        var path = context.Request.Path;
        if (Array.Exists(Interfaces, start => path.StartsWithSegments(start, StringComparison.Ordinal)))
        {
            var problem = new ApiProblem(StatusCodes.Status503ServiceUnavailable, code)
            {
                RetryAfter = RetryAfterSeconds,
            };
            await PortalAnswer.Of(problem, language, catalogue.Texts).ExecuteAsync(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = PlainText;
        context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        // The gateway reads one word (protocols.md §2), a person a sentence.
        await context.Response.WriteAsync(
            path.StartsWithSegments(Payments, StringComparison.Ordinal)
                ? CallbackReply.Fail.ToText()
                : catalogue.Texts.Get(language, "api.problem." + code),
            context.RequestAborted
        );
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Code}: {Path} was answered 503")]
    private static partial void LogAway(ILogger logger, Exception exception, string code, string path);
}
