using Hub.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Hub.Pages.Definitions;

/// <summary>The BPMN and DMN files behind the diagrams.</summary>
internal static class DefinitionFiles
{
    /// <summary>Maps `/definitions/{id}/file`.</summary>
    public static void MapDefinitionFiles(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/definitions/{id:guid}/file", ReadAsync)
            .RequireAuthorization()
            .ExcludeFromDescription();

    private static async Task<Results<FileContentHttpResult, NotFound>> ReadAsync(
        Guid id,
        HubStore store,
        CancellationToken ct
    )
    {
        var row = await store.ReadAsync(db =>
            db.DeployedDefinitions.FirstOrDefaultAsync(d => d.Id == id, ct)
        );
        return row is null
            ? TypedResults.NotFound()
            : TypedResults.File(row.Content, "application/xml", Path.GetFileName(row.ResourceName));
    }
}
