using Tests.Storage;

namespace Tests.Operations;

/// <summary>One hub in which all is well, for all tests of a class: each of them puts back what it broke.</summary>
public abstract class WellHub : IAsyncDisposable
{
    private CheckedHub? hub;

    public async ValueTask DisposeAsync()
    {
        if (hub is not null)
        {
            await hub.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>The hub; opened by the first test, which is skipped when there is no server for it.</summary>
    internal async Task<CheckedHub> OpenAsync() => hub ??= await CheckedHub.OpenAsync(await CreateAsync());

    private protected abstract Task<TestDatabase> CreateAsync();
}
