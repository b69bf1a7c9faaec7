namespace Adapters.Exchange;

/// <summary>A drop area for those whose files fit into memory.</summary>
public static class DropAreaBytes
{
    /// <summary>Puts bytes; see <see cref="IDropArea.PutAsync"/>.</summary>
    public static async Task PutAsync(
        this IDropArea area,
        string folder,
        string name,
        ReadOnlyMemory<byte> content,
        int records,
        CancellationToken ct
    )
    {
        using var body = FileBody.Of(content);
        await area.PutAsync(folder, name, body, records, null, ct);
    }

    /// <summary>The bytes of a file; see <see cref="IDropArea.FetchAsync"/>.</summary>
    public static async Task<byte[]?> ReadAsync(
        this IDropArea area,
        Drop drop,
        long maxBytes,
        CancellationToken ct
    )
    {
        using var body = await area.FetchAsync(drop, maxBytes, ct);
        return body?.ToArray();
    }
}
