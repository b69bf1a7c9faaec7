using System.Collections.Concurrent;

namespace Hub.Portal;

/// <summary>
/// The idempotency keys being answered by this node. Between nodes the store's unique key decides: the second one finds the
/// first one's answer.
/// </summary>
internal sealed class CallsInFlight
{
    private readonly ConcurrentDictionary<(string Client, string Key), byte> calls = new();

    /// <summary>Takes the key until the result is disposed; null when it is taken.</summary>
    public IDisposable? TryEnter(string clientId, string key) =>
        calls.TryAdd((clientId, key), 0) ? new Call(this, (clientId, key)) : null;

    private sealed class Call(CallsInFlight owner, (string Client, string Key) call) : IDisposable
    {
        public void Dispose() => owner.calls.TryRemove(call, out _);
    }
}
