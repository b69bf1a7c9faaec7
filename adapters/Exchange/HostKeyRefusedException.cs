namespace Adapters.Exchange;

/// <summary>
/// The server at a partner's address shows a host key that is not pinned: the partner changed its key without telling, or it
/// is not the partner. Nothing was sent.
/// </summary>
public sealed class HostKeyRefusedException(string host, string fingerprint, Exception inner)
    : Exception($"'{host}' shows the host key SHA256:{fingerprint}, which is not pinned.", inner);
