using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Hub.Processes;
using Hub.Steps;
using Hub.Work;
using Tests.Architecture;
using Workflows.Bpmn;
using Workflows.Dmn;

namespace Tests.Definitions;

/// <summary>The definitions as they are delivered, and the steps they may use.</summary>
internal static class DefinitionFolder
{
    public static readonly string Root = Path.Combine(Repository.Root, "workflows", "definitions");

    private static readonly Lazy<IReadOnlyDictionary<string, ProcessDefinition>> All = new(ReadAll);

    /// <summary>The processes, by id.</summary>
    public static IReadOnlyDictionary<string, ProcessDefinition> Processes => All.Value;

    /// <summary>The process ids, as data of a theory.</summary>
    public static TheoryData<string> ProcessIds => [.. Processes.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Every file, as deployment takes it.</summary>
    public static Task<IReadOnlyList<DefinitionFile>> ReadFilesAsync(CancellationToken ct) =>
        DefinitionDeployment.ReadFolderAsync(Root, ct);

    /// <summary>The file of a process.</summary>
    public static string PathOf(string processId) =>
        Directory.EnumerateFiles(Root, processId + ".bpmn", SearchOption.AllDirectories).Single();

    /// <summary>The file of a process as XML.</summary>
    public static XDocument Xml(string processId) => XDocument.Load(PathOf(processId));

    /// <summary>The tariff, as delivered or changed by <paramref name="edit"/>.</summary>
    public static DmnModel Tariff(Func<string, string>? edit = null)
    {
        var text = File.ReadAllText(Path.Combine(Root, "shared", "tariff.dmn"));
        var bytes = System.Text.Encoding.UTF8.GetBytes(edit is null ? text : edit(text));
        return DmnReader.Read(bytes) switch
        {
            DmnRead.Accepted read => read.Model,
            DmnRead.Refused refused => throw new InvalidOperationException(
                string.Join('\n', refused.Problems)
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>All steps of the hub. They are only asked for their type here, so nothing has to be wired.</summary>
    public static StepRegistry Steps() => new([.. Instances<IStep>()], [.. Instances<IWorkHandler>()]);

    private static IEnumerable<T> Instances<T>() =>
        typeof(IStep)
            .Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(T)))
            .Select(type => (T)RuntimeHelpers.GetUninitializedObject(type));

    private static Dictionary<string, ProcessDefinition> ReadAll() =>
        Directory
            .EnumerateFiles(Root, "*.bpmn", SearchOption.AllDirectories)
            .SelectMany(path =>
                BpmnReader.Read(File.ReadAllBytes(path)) switch
                {
                    BpmnRead.Read read => read.Processes,
                    BpmnRead.Refused refused => throw new InvalidOperationException(
                        $"{path}:\n{string.Join('\n', refused.Problems)}"
                    ),
                    _ => throw new System.Diagnostics.UnreachableException(),
                }
            )
            .ToDictionary(process => process.Id, StringComparer.Ordinal);
}
