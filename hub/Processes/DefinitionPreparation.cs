using Microsoft.Extensions.Options;

namespace Hub.Processes;

/// <summary>
/// Puts the definitions of the folder into force before the first trigger runs. A definition with a problem stops the hub,
/// and the message names every problem of every file.
/// </summary>
internal sealed class DefinitionPreparation(
    DefinitionDeployment deployment,
    DefinitionCatalogue catalogue,
    IOptions<ProcessOptions> options
) : IHostedService
{
    private const string Author = "system";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await catalogue.RefreshAsync(cancellationToken);
        if (!Directory.Exists(options.Value.Definitions))
        {
            throw new InvalidOperationException(
                $"The folder of definitions '{Path.GetFullPath(options.Value.Definitions)}' does not exist."
            );
        }

        var files = await DefinitionDeployment.ReadFolderAsync(options.Value.Definitions, cancellationToken);
        if (
            await deployment.DeployAsync(files, Author, cancellationToken) is DeploymentResult.Refused refused
        )
        {
            throw new InvalidOperationException(
                "Definitions have problems:\n"
                    + string.Join('\n', refused.Problems.Select(p => $"{p.File}: {p.Problem}"))
            );
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
