using System.Reflection;
using Adapters.Exchange;
using Adapters.Payments;
using Adapters.Registries;
using Hub.Storage;

namespace Tests.Architecture;

/// <summary>Whoever implements a family's port passes the family's suite.</summary>
public sealed class ContractTests
{
    public static TheoryData<Type, string> Families() =>
        new()
        {
            { typeof(IDropArea), "DropAreaContract" },
            { typeof(IPaymentGateway), "PaymentGatewayContract" },
            { typeof(IRegistryChannel), "RegistryChannelContract" },
        };

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_adapter_has_its_contract_test(Type port, string contract)
    {
        var suite = Assert.Single(Mine(), t => t.Name == contract);
        var tested = Mine().Where(t => t.IsSubclassOf(suite)).Select(t => t.Name).ToList();
        var adapters = port.Assembly.GetTypes().Where(t => t.IsClass && t.IsAssignableTo(port)).ToList();

        Assert.NotEmpty(adapters);
        Assert.All(adapters, adapter => Assert.Contains(adapter.Name + "Tests", tested));
    }

    [Fact]
    public void Every_contract_of_the_store_is_run_on_both_stores()
    {
        var suites = Mine()
            .Where(t => t.IsAbstract && t.Name.EndsWith("Contract", StringComparison.Ordinal))
            .Where(t =>
                t.GetMethods(BindingFlags.NonPublic | BindingFlags.Instance)
                    .Any(m => m.ReturnType == typeof(Task<Storage.TestDatabase>) && m.IsAbstract)
                || t.GetConstructors().Any(c => c.GetParameters() is [{ ParameterType.Name: "WellHub" }])
            )
            .ToList();

        Assert.True(suites.Count > 3);
        Assert.All(
            suites,
            suite =>
            {
                var stores = Mine().Where(t => t.IsSubclassOf(suite)).Select(t => t.Name).ToList();
                Assert.Contains(stores, name => name.StartsWith("Sqlite", StringComparison.Ordinal));
                Assert.Contains(stores, name => name.StartsWith("Postgres", StringComparison.Ordinal));
            }
        );
        Assert.Equal(
            2,
            typeof(IDatabaseDialect)
                .Assembly.GetTypes()
                .Count(t => t.IsClass && t.IsAssignableTo(typeof(IDatabaseDialect)))
        );
    }

    private static Type[] Mine() => typeof(ContractTests).Assembly.GetTypes();
}
