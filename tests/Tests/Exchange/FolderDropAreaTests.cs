using Adapters.Exchange;

namespace Tests.Exchange;

public sealed class FolderDropAreaTests : DropAreaContract, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hub-drop-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private protected override (IDropArea Area, string Folder) Open() => (new FolderDropArea(folder), folder);
}
