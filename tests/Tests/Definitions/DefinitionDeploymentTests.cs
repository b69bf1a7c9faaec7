using System.Text;
using System.Text.Json;
using Hub.Processes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Tests.Architecture;
using Tests.Storage;
using Workflows.Engine;

namespace Tests.Definitions;

/// <summary>What is delivered can be deployed, and what cannot run is refused by name and place.</summary>
public sealed class DefinitionDeploymentTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_definition_deploys_and_a_second_time_nothing_is_new()
    {
        await using var database = await TestDatabase.CreateSqliteAsync();
        var deployment = Deployment(database);
        var files = await DefinitionFolder.ReadFilesAsync(Ct);

        var first = await deployment.DeployAsync(files, "test", Ct);
        var second = await deployment.DeployAsync(files, "test", Ct);

        Assert.True(
            first is DeploymentResult.Deployed,
            first is DeploymentResult.Refused refused ? string.Join('\n', refused.Problems) : null
        );
        Assert.Equal(files.Count, ((DeploymentResult.Deployed)first).NewVersions);
        Assert.Equal(0, Assert.IsType<DeploymentResult.Deployed>(second).NewVersions);
    }

    [Fact]
    public async Task An_unknown_task_type_is_refused_with_its_element_and_line_and_nothing_is_stored()
    {
        await using var database = await TestDatabase.CreateSqliteAsync();
        var deployment = Deployment(database);
        var files = (await DefinitionFolder.ReadFilesAsync(Ct)).ToList();
        var at = files.FindIndex(f => f.Name.EndsWith("payment.bpmn", StringComparison.Ordinal));
        var text = Encoding
            .UTF8.GetString(files[at].Content)
            .Replace("type=\"accept-payment\"", "type=\"accept-payments\"", StringComparison.Ordinal);
        files[at] = files[at] with { Content = Encoding.UTF8.GetBytes(text) };

        var result = await deployment.DeployAsync(files, "test", Ct);

        var problem = Assert.Single(Assert.IsType<DeploymentResult.Refused>(result).Problems);
        Assert.Equal("shared/payment.bpmn", problem.File);
        Assert.Equal(
            ("unknown_task_type", "accept-payment"),
            (problem.Problem.Code, problem.Problem.ElementId)
        );
        Assert.Equal(LineOf(text, "<bpmn:serviceTask id=\"accept-payment\""), problem.Problem.Line);
        Assert.False(
            await database
                .OpenStore(TimeProvider.System)
                .ReadAsync(db => Task.FromResult(db.DeployedDefinitions.Any()))
        );
    }

    [Fact]
    public void Every_step_is_wired_and_every_process_step_is_used_by_a_definition()
    {
        var services = new ServiceCollection();
        Hub.Steps.StepsRegistration.AddSteps(services, new ConfigurationBuilder().Build());
        var wired = services
            .Select(service => service.ImplementationType)
            .OfType<Type>()
            .Where(type => type.Namespace == "Hub.Steps")
            .Select(type => (string)type.GetProperty("Type")!.GetValue(Uninitialized(type))!)
            .ToHashSet(StringComparer.Ordinal);
        var used = DefinitionFolder
            .Processes.Values.SelectMany(process => process.TaskTypes)
            .Select(use => use.Type)
            .ToHashSet(StringComparer.Ordinal);
        var offered = DefinitionFolder.Steps().Types;

        Assert.Empty(offered.Except(wired));
        Assert.Empty(offered.Except(used));
        Assert.Empty(used.Except(offered));
    }

    [Fact]
    public void Every_called_process_form_and_bureau_type_has_its_definition()
    {
        var processes = DefinitionFolder.Processes;
        var elements = processes.Values.SelectMany(process => process.Elements).ToList();
        var forms = Directory
            .EnumerateFiles(DefinitionFolder.Root, "*.form.json", SearchOption.AllDirectories)
            .Select(path => Path.GetFileName(path)[..^".form.json".Length])
            .ToHashSet(StringComparer.Ordinal);
        using var bindings = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(Repository.Root, "config", "bureau-types.json"))
        );

        Assert.All(
            elements.Where(e => e.Call is not null),
            e => Assert.Contains(e.Call!.ProcessId.Source, processes.Keys)
        );
        Assert.All(elements.Where(e => e.Task is not null), e => Assert.Contains(e.Task!.FormId!, forms));
        Assert.All(
            bindings.RootElement.EnumerateObject(),
            type => Assert.Contains(type.Value.GetProperty("process").GetString()!, processes.Keys)
        );
    }

    private static int LineOf(string text, string part) =>
        1 + text[..text.IndexOf(part, StringComparison.Ordinal)].Count(c => c == '\n');

    private static object Uninitialized(Type type) =>
        System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);

    private static DefinitionDeployment Deployment(TestDatabase database)
    {
        var store = database.OpenStore(TimeProvider.System);
        return new DefinitionDeployment(
            store,
            new DefinitionCatalogue(store),
            DefinitionFolder.Steps(),
            new ProcessEngine(new EngineEnvironment { Zone = DateTimeZone.Utc })
        );
    }
}
