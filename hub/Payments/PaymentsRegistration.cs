using Adapters.Payments;
using Microsoft.Extensions.Options;

namespace Hub.Payments;

/// <summary>Wiring of what citizens pay and get back.</summary>
internal static class PaymentsRegistration
{
    /// <summary>Adds the gateways, payment attempts and what their callbacks do.</summary>
    public static IServiceCollection AddPayments(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services
            .AddOptions<PaymentOptions>()
            .Bind(configuration.GetSection(PaymentOptions.Section))
            .Validate<IEnumerable<IPaymentGateway>>(
                (options, gateways) => options.Methods.All(m => gateways.Any(g => g.Method == m)),
                "Payments:Methods names a method that is unknown, or whose adapter is not enabled."
            )
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<PaymentOptions>, PaymentOptionsValidator>();
        services.AddPaymentGateways(configuration);
        services.AddSingleton<StartPaymentAttempt>();
        services.AddSingleton<AskRefund>();
        services.AddSingleton<BookApproval>();
        services.AddSingleton<AcceptCallback>();
        services.AddSingleton<RefuseCallback>();
        services.AddSingleton<RematchCallbacks>();
        services.AddSingleton<ReverseRefund>();
        services.AddSingleton<BookChargeback>();
        services.AddSingleton<EnterChargeback>();
        services.AddSingleton<DecideChargeback>();
        services.AddSingleton<AskGateway>();
        services.AddSingleton<BookStatus>();
        services.AddSingleton<BookSettlement>();
        services.AddSingleton<ImportSettlement>();
        services.AddSingleton<CollectSettlements>();
        services.AddSingleton<ReconcilePayments>();
        services.AddSingleton<SignOffBreak>();
        return services;
    }
}
