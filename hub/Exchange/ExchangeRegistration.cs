using Adapters.Exchange;
using Hub.Steps;
using Hub.Work;
using Microsoft.Extensions.Options;

namespace Hub.Exchange;

/// <summary>Wiring of the exchange of files.</summary>
internal static class ExchangeRegistration
{
    /// <summary>Adds what files are composed, sent, taken and answered with. Each kind's reader is added by its own folder.</summary>
    public static IServiceCollection AddExchange(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services
            .AddOptions<ExchangeOptions>()
            .Bind(configuration.GetSection(ExchangeOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<ExchangeOptions>, ExchangeOptionsValidator>();
        services.AddSingleton<PartnerAreas>();
        services.AddSingleton<OutgoingFiles>();
        services.AddSingleton<FileReceipts>();
        services.AddSingleton<FileContents>();
        services.AddSingleton<PurgeArchive>();
        services.AddSingleton<TryPartner>();
        services.AddSingleton<DropChecks>();
        services.AddSingleton<DecideFile>();
        services.AddSingleton<NeglectedFiles>();
        services.AddSingleton<PollIncomingFiles>();
        services.AddSingleton<PollBureauFiles>();
        services.AddSingleton<PollPostFiles>();
        services.AddSingleton<ComposeRequestFiles>();
        services.AddSingleton<ResendUnacknowledged>();
        services.AddSingleton<PassGap>();
        services.AddSingleton<RequeueRequests>();
        services.AddSingleton<IWorkHandler, PutFile>();
        services.AddSingleton<IFileReader, AnswerFileReader>();
        services.AddSingleton<IFileReader>(new ReceiptFileReader(FileKind.ACK));
        services.AddSingleton<IFileReader>(new ReceiptFileReader(FileKind.ERR));
        return services;
    }
}
