using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Processes;

/// <summary>One version of one definition, kept byte for byte. Versions are never changed, only added.</summary>
internal sealed class DeployedDefinition
{
    public Guid Id { get; init; }
    public DefinitionKind Kind { get; init; }

    /// <summary>The BPMN process id, DMN definitions id or form id.</summary>
    public required string Key { get; init; }

    /// <summary>1, 2, 3 … per kind and key.</summary>
    public int Version { get; init; }

    public string? VersionTag { get; init; }
    public required string Name { get; init; }

    /// <summary>The file it came from, below <c>workflows/definitions</c>.</summary>
    public required string ResourceName { get; init; }

    public required byte[] Content { get; init; }
    public required string Sha256 { get; init; }

    /// <summary>Definitions deployed together share this id (binding "deployment", R59).</summary>
    public Guid DeploymentId { get; init; }

    public DateTimeOffset DeployedAt { get; init; }
    public required string DeployedBy { get; init; }
}

internal sealed class DeployedDefinitionConfiguration : IEntityTypeConfiguration<DeployedDefinition>
{
    public void Configure(EntityTypeBuilder<DeployedDefinition> builder)
    {
        builder.ToTable("deployed_definitions").HasKey(d => d.Id);
        builder
            .HasIndex(d => new
            {
                d.Kind,
                d.Key,
                d.Version,
            })
            .IsUnique();
    }
}

/// <summary>What kind of definition a deployed resource is.</summary>
internal enum DefinitionKind
{
    Process = 1,
    Decision = 2,
    Form = 3,
}
