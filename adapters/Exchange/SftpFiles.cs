using System.Runtime.CompilerServices;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Adapters.Exchange;

/// <summary>Files of a server, with what servers and the library differ in made alike.</summary>
internal sealed class SftpFiles(SftpClient sftp)
{
    /// <summary>The regular files of a folder; none when there is no such folder.</summary>
    public async IAsyncEnumerable<ISftpFile> ListAsync(
        string folder,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        if (!await sftp.ExistsAsync(folder, ct))
        {
            yield break;
        }

        await foreach (var file in sftp.ListDirectoryAsync(folder, ct))
        {
            if (file.IsRegularFile)
            {
                yield return file;
            }
        }
    }

    /// <summary>Makes a folder when it is missing.</summary>
    public async Task MakeFolderAsync(string folder, CancellationToken ct)
    {
        if (!await sftp.ExistsAsync(folder, ct))
        {
            await sftp.CreateDirectoryAsync(folder, ct);
        }
    }

    /// <summary>Writes a file from its beginning, whatever was there.</summary>
    public async Task WriteAsync(string path, FileBody body, CancellationToken ct)
    {
        await using var stream = body.OpenRead();
        await sftp.UploadFileAsync(stream, path, ct);
    }

    /// <summary>Reads a whole file into <paramref name="into"/>; false when there is none.</summary>
    public async Task<bool> TryReadAsync(string path, Stream into, CancellationToken ct)
    {
        try
        {
            await sftp.DownloadFileAsync(path, into, ct);
            return true;
        }
        catch (SftpPathNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Bytes of a file; −1 when there is none.</summary>
    public async Task<long> LengthAsync(string path, CancellationToken ct)
    {
        try
        {
            return (await sftp.GetAttributesAsync(path, ct)).Size;
        }
        catch (SftpPathNotFoundException)
        {
            return -1;
        }
    }

    public Task<bool> ExistsAsync(string path, CancellationToken ct) => sftp.ExistsAsync(path, ct);

    /// <summary>Gives a file another name, over whatever has that name: in one step where the server can.</summary>
    public Task RenameAsync(string from, string to, CancellationToken ct) =>
        // The library knows this one only as a blocking call.
        Task.Run(
            () =>
            {
                try
                {
                    sftp.RenameFile(from, to, isPosix: true);
                }
                catch (NotSupportedException)
                {
                    // A server without posix-rename never overwrites: what is in the way goes first.
                    if (sftp.Exists(to))
                    {
                        sftp.DeleteFile(to);
                    }

                    sftp.RenameFile(from, to);
                }
            },
            ct
        );

    /// <summary>Removes a file; one that is gone is no error.</summary>
    public async Task DeleteAsync(string path, CancellationToken ct)
    {
        try
        {
            await sftp.DeleteFileAsync(path, ct);
        }
        catch (SftpPathNotFoundException)
        {
            // Somebody else was faster.
        }
    }
}
