using Adapters.Notifications;
using Adapters.Portal;
using Hub.Work;

namespace Hub.Steps;

/// <summary>Wiring of the BPMN task types: steps inside the transaction, and work that reaches a partner.</summary>
internal static class StepsRegistration
{
    /// <summary>Adds every task type. Work that only files need (<see cref="PutFile"/>) is added by the exchange.</summary>
    public static IServiceCollection AddSteps(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddNotificationSenders(configuration);
        services.AddWebhooks(configuration);
        services.AddSingleton<IStep, AcceptPayment>();
        services.AddSingleton<IStep, AskCitizen>();
        services.AddSingleton<IStep, AwaitPayment>();
        services.AddSingleton<IStep, CancelOrder>();
        services.AddSingleton<IStep, CloseOrder>();
        services.AddSingleton<IStep, DecideRefund>();
        services.AddSingleton<IStep, ExpireCorrection>();
        services.AddSingleton<IStep, ExpireOrder>();
        services.AddSingleton<IStep, FileRequest>();
        services.AddSingleton<IStep, OpenClaim>();
        services.AddSingleton<IStep, OpenRequest>();
        services.AddSingleton<IStep, PackOrder>();
        services.AddSingleton<IStep, RecordFound>();
        services.AddSingleton<IStep, RecordHandover>();
        services.AddSingleton<IStep, RecordOutcome>();
        services.AddSingleton<IStep, RecordRefund>();
        services.AddSingleton<IStep, RecordReturn>();
        services.AddSingleton<IStep, RejectOrder>();
        services.AddSingleton<IStep, RemindBureau>();
        services.AddSingleton<IStep, RerouteOrder>();
        services.AddSingleton<IStep, SettleRefund>();
        services.AddSingleton<IWorkHandler, CheckPayment>();
        services.AddSingleton<IWorkHandler, ConfirmCapture>();
        services.AddSingleton<IWorkHandler, RefundPayment>();
        services.AddSingleton<IWorkHandler, RequestExtract>();
        services.AddSingleton<IWorkHandler, SendEmail>();
        services.AddSingleton<IWorkHandler, SendSms>();
        services.AddSingleton<IWorkHandler, TakePayment>();
        return services;
    }
}
