namespace Hub.Orders;

/// <summary>Wiring of what is done with orders.</summary>
internal static class OrdersRegistration
{
    /// <summary>Adds the use cases of orders.</summary>
    public static IServiceCollection AddOrders(this IServiceCollection services)
    {
        services.AddSingleton<QuotePrice>();
        services.AddSingleton<PromisedDate>();
        services.AddSingleton<PlaceOrder>();
        return services;
    }
}
