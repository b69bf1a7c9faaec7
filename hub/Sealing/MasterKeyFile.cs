using Microsoft.Extensions.Options;

namespace Hub.Sealing;

/// <summary>The file of <see cref="SealingOptions"/>.</summary>
internal sealed class MasterKeyFile(IOptions<SealingOptions> options, TimeProvider clock)
{
    private readonly string path = options.Value.MasterKeyFile;

    /// <summary>The keys of the file; null when there is none.</summary>
    /// <exception cref="SealingException">The file is there and cannot be used.</exception>
    public IReadOnlyList<MasterKey>? Read()
    {
        try
        {
            return MasterKey.ReadAll(File.ReadAllLines(path));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SealingException($"The master key file '{path}' cannot be read.", exception);
        }
    }

    /// <summary>Writes a file with a new key, for this user only, and reads it; the first of several that try wins.</summary>
    public IReadOnlyList<MasterKey> Create()
    {
        var key = MasterKey.New($"master-{clock.GetUtcNow():yyyyMMdd}");
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        var draft = $"{path}.{Guid.CreateVersion7(clock.GetUtcNow()):N}";
        var mode = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            mode.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(draft, mode))
        {
            writer.WriteLine(key.ToLine());
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }

        return Read() ?? throw new SealingException($"The master key file '{path}' has vanished.");
    }

    /// <summary>The address for messages.</summary>
    public override string ToString() => path;
}
