using System.Security.Cryptography;
using System.Text.Json;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Workflows.Bpmn;
using Workflows.Dmn;
using Workflows.Engine;

namespace Hub.Processes;

/// <summary>
/// Puts definitions into force: checks every file, reports every problem at once, and stores what changed as new versions in
/// one transaction. Running instances stay on the version they began with.
/// </summary>
internal sealed class DefinitionDeployment(
    HubStore store,
    DefinitionCatalogue catalogue,
    StepRegistry steps,
    ProcessEngine engine
)
{
    /// <summary>
    /// Deploys the files. A file whose content equals the newest version of its key is left alone. Nothing is stored when
    /// any file has a problem.
    /// </summary>
    public async Task<DeploymentResult> DeployAsync(
        IReadOnlyList<DefinitionFile> files,
        string deployedBy,
        CancellationToken ct
    )
    {
        var problems = new List<FileProblem>();
        var resources = files.SelectMany(file => Read(file, problems)).ToList();
        if (problems.Count > 0)
        {
            return new DeploymentResult.Refused(problems);
        }

        var stored = await store.WriteAsync(session => StoreAsync(resources, deployedBy, session, ct), ct);
        await catalogue.RefreshAsync(ct);
        return new DeploymentResult.Deployed(stored);
    }

    /// <summary>Reads the definition files below a folder, names relative to it.</summary>
    public static async Task<IReadOnlyList<DefinitionFile>> ReadFolderAsync(
        string folder,
        CancellationToken ct
    )
    {
        var files = new List<DefinitionFile>();
        foreach (
            var path in Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
        )
        {
            if (KindOf(path) is not null)
            {
                var name = Path.GetRelativePath(folder, path).Replace('\\', '/');
                files.Add(new DefinitionFile(name, await File.ReadAllBytesAsync(path, ct)));
            }
        }

        return files;
    }

    private static DefinitionKind? KindOf(string name) =>
        name switch
        {
            _ when name.EndsWith(".bpmn", StringComparison.Ordinal) => DefinitionKind.Process,
            _ when name.EndsWith(".dmn", StringComparison.Ordinal) => DefinitionKind.Decision,
            _ when name.EndsWith(".form.json", StringComparison.Ordinal) => DefinitionKind.Form,
            _ => null,
        };

    private async Task<int> StoreAsync(
        List<Resource> resources,
        string deployedBy,
        WriteSession session,
        CancellationToken ct
    )
    {
        await session.TakeTurnAsync();
        var deployment = session.NewId();
        var newest = await session
            .Db.DeployedDefinitions.GroupBy(d => new { d.Kind, d.Key })
            .Select(g => g.OrderByDescending(d => d.Version).First())
            .ToDictionaryAsync(d => (d.Kind, d.Key), ct);
        var stored = 0;
        foreach (var resource in resources)
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(resource.File.Content));
            var before = newest.GetValueOrDefault((resource.Kind, resource.Key));
            if (before?.Sha256 == hash)
            {
                continue;
            }

            var version = new DeployedDefinition
            {
                Id = session.NewId(),
                Kind = resource.Kind,
                Key = resource.Key,
                Version = (before?.Version ?? 0) + 1,
                VersionTag = resource.VersionTag,
                Name = resource.Name,
                ResourceName = resource.File.Name,
                Content = resource.File.Content,
                Sha256 = hash,
                DeploymentId = deployment,
                DeployedAt = session.Now,
                DeployedBy = deployedBy,
            };
            session.Db.DeployedDefinitions.Add(version);
            if (resource.Process is { } process)
            {
                await StartEvents.ReplaceAsync(version, process, engine.StartTimers, session, ct);
            }

            stored++;
        }

        return stored;
    }

    private IEnumerable<Resource> Read(DefinitionFile file, List<FileProblem> problems) =>
        KindOf(file.Name) switch
        {
            DefinitionKind.Process => ReadProcesses(file, problems),
            DefinitionKind.Decision => ReadDecisions(file, problems),
            DefinitionKind.Form => ReadForm(file, problems),
            _ => throw new InvalidOperationException($"'{file.Name}' is not a definition file."),
        };

    private IEnumerable<Resource> ReadProcesses(DefinitionFile file, List<FileProblem> problems)
    {
        switch (BpmnReader.Read(file.Content))
        {
            case BpmnRead.Read read:
                foreach (var process in read.Processes)
                {
                    problems.AddRange(
                        process
                            .TaskTypes.Where(type => !steps.Types.Contains(type.Type))
                            .Select(type => new FileProblem(
                                file.Name,
                                new DefinitionProblem(
                                    type.ElementId,
                                    type.Line,
                                    type.Column,
                                    "unknown_task_type",
                                    $"No step of this hub handles the task type '{type.Type}'."
                                )
                            ))
                    );
                }

                problems.AddRange(read.Processes.SelectMany(p => FindBrokenStarts(file, p)));
                return read.Processes.Select(process => new Resource(
                    DefinitionKind.Process,
                    process.Id,
                    process.Name ?? process.Id,
                    process.VersionTag,
                    file,
                    process
                ));
            case BpmnRead.Refused refused:
                problems.AddRange(refused.Problems.Select(problem => new FileProblem(file.Name, problem)));
                return [];
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private IEnumerable<FileProblem> FindBrokenStarts(DefinitionFile file, ProcessDefinition process)
    {
        var now = NodaTime.Instant.FromDateTimeOffset(store.Now);
        FileProblem Problem(StartWait start, string code, string message) =>
            new(
                file.Name,
                new DefinitionProblem(
                    start.Element.Id,
                    start.Element.Line,
                    start.Element.Column,
                    code,
                    message
                )
            );
        return process
            .TimerStarts.Where(start => engine.StartTimers.First(start, now) is null)
            .Select(start =>
                Problem(
                    start,
                    "start_timer_wrong",
                    $"The start timer \"{start.Timer!.Value.Source}\" gives no time: no variables exist before the start."
                )
            )
            .Concat(
                process
                    .MessageStarts.Concat(process.SignalStarts)
                    .Where(start => engine.StartTimers.NameOf(start, now) is null)
                    .Select(start =>
                        Problem(
                            start,
                            "start_name_wrong",
                            "The name gives no text: no variables exist before the start."
                        )
                    )
            );
    }

    private static IEnumerable<Resource> ReadDecisions(DefinitionFile file, List<FileProblem> problems)
    {
        switch (DmnReader.Read(file.Content))
        {
            case DmnRead.Accepted read:
                return [new Resource(DefinitionKind.Decision, read.Model.Id, read.Model.Name, null, file)];
            case DmnRead.Refused refused:
                problems.AddRange(
                    refused.Problems.Select(p => new FileProblem(
                        file.Name,
                        new DefinitionProblem(p.ElementId, p.Line, p.Column, p.Code, p.Message)
                    ))
                );
                return [];
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static IEnumerable<Resource> ReadForm(DefinitionFile file, List<FileProblem> problems)
    {
        try
        {
            using var json = JsonDocument.Parse(file.Content);
            var id = json.RootElement.GetProperty("id").GetString()!;
            return [new Resource(DefinitionKind.Form, id, id, null, file)];
        }
        catch (Exception exception)
            when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            problems.Add(
                new FileProblem(
                    file.Name,
                    new DefinitionProblem(null, 1, 1, "form_unreadable", exception.Message)
                )
            );
            return [];
        }
    }

    private sealed record Resource(
        DefinitionKind Kind,
        string Key,
        string Name,
        string? VersionTag,
        DefinitionFile File,
        ProcessDefinition? Process = null
    );
}

/// <summary>A definition as a file.</summary>
internal sealed record DefinitionFile(string Name, byte[] Content);

/// <summary>A problem and the file it is in.</summary>
internal sealed record FileProblem(string File, DefinitionProblem Problem);

/// <summary>What came of a deployment.</summary>
internal abstract record DeploymentResult
{
    private DeploymentResult() { }

    /// <summary>In force; <paramref name="NewVersions"/> files were new or changed.</summary>
    public sealed record Deployed(int NewVersions) : DeploymentResult;

    /// <summary>Nothing was stored; every problem of every file.</summary>
    public sealed record Refused(IReadOnlyList<FileProblem> Problems) : DeploymentResult;
}
