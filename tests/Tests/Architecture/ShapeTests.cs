using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;

namespace Tests.Architecture;

/// <summary>The shape of types and members that the house style asks for.</summary>
public sealed class ShapeTests
{
    /// <summary>Asynchronous methods that take no token, and why.</summary>
    private static readonly HashSet<string> WithoutToken =
    [
        // A commit is never cancelled: nobody could say whether it was done (reliability.md, finding 1).
        "IDatabaseDialect.CommitAsync",
        "SqliteDialect.CommitAsync",
        "PostgresDialect.CommitAsync",
        // The steps towards a commit: what is cancelled there costs the transaction all the same.
        "WriteSession.TakeTurnAsync",
        "IDatabaseDialect.LockKeysAsync",
        "SqliteDialect.LockKeysAsync",
        "PostgresDialect.LockKeysAsync",
        "IDatabaseDialect.WriteAsync",
        "SqliteDialect.WriteAsync",
        "PostgresDialect.WriteAsync",
        // Gives the connection back; must happen.
        "IDatabaseDialect.CloseAsync",
        "SqliteDialect.CloseAsync",
        "PostgresDialect.CloseAsync",
        // The query it is given brings its own token.
        "HubStore.ReadAsync",
    ];

    [Fact]
    public void Every_class_is_sealed_unless_something_derives_from_it() =>
        Assert.Empty(
            House
                .Types.Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false })
                .Where(t => !t.IsSubclassOf(typeof(ComponentBase)) && !IsGenerated(t))
                .Where(t => !House.Types.Any(other => other.BaseType == t))
                .Select(t => t.FullName)
        );

    [Fact]
    public void An_adapter_shows_its_port_and_its_messages_and_hides_how_it_is_done()
    {
        var adapters = House.Assemblies.Single(a => a.GetName().Name == "Adapters").GetTypes();
        var ports = adapters.Where(t => t is { IsInterface: true, IsPublic: true }).ToList();

        Assert.NotEmpty(ports);
        Assert.Empty(
            from port in ports
            from type in adapters
            where type is { IsClass: true, IsVisible: true } && type.IsAssignableTo(port)
            select $"{type.FullName} is public and implements {port.Name}"
        );
    }

    /// <summary>The framework validates public types only, and says nothing of the others.</summary>
    [Fact]
    public void What_comes_in_as_JSON_is_public() =>
        Assert.Empty(
            House
                .Types.Where(t =>
                    t.Namespace?.StartsWith("Hub.Api", StringComparison.Ordinal) == true
                    && t.Name.EndsWith("Request", StringComparison.Ordinal)
                    && !t.IsVisible
                )
                .Select(t => t.FullName)
        );

    [Fact]
    public void Public_asynchronous_methods_end_with_a_token() =>
        Assert.Empty(
            House
                .Types.Where(t => !t.IsSubclassOf(typeof(ComponentBase)) && !IsGenerated(t))
                .SelectMany(t =>
                    t.GetMethods(
                        BindingFlags.Public
                            | BindingFlags.Instance
                            | BindingFlags.Static
                            | BindingFlags.DeclaredOnly
                    )
                )
                .Where(m => IsAsynchronous(m) && !IsAskedForByOthers(m))
                .Where(m => m.GetParameters().LastOrDefault()?.ParameterType != typeof(CancellationToken))
                .Select(m => $"{m.DeclaringType!.Name}.{m.Name}")
                .Except(WithoutToken)
        );

    private static bool IsAsynchronous(MethodInfo method) =>
        method.Name.EndsWith("Async", StringComparison.Ordinal)
        && method.ReturnType.Namespace == "System.Threading.Tasks";

    /// <summary>An override, or the implementation of an interface that is not ours: its shape is given.</summary>
    private static bool IsAskedForByOthers(MethodInfo method) =>
        method.GetBaseDefinition() != method
        || method
            .DeclaringType!.GetInterfaces()
            .Any(i =>
                !House.Assemblies.Contains(i.Assembly)
                && !method.DeclaringType.IsInterface
                && method.DeclaringType.GetInterfaceMap(i).TargetMethods.Contains(method)
            );

    private static bool IsGenerated(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || type.Namespace is null
        || type.IsNestedPrivate
        || type.Name == "_Imports"
        || type.Namespace.Contains("Migrations", StringComparison.Ordinal)
        || type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), inherit: false);
}
