namespace Adapters.Exchange;

/// <summary>
/// The server at a partner's address shows a host key that is not pinned for this day: the partner changed its key without
/// telling, or it is not the partner. Nothing was sent.
/// </summary>
public sealed class HostKeyRefusedException(
    string host,
    string fingerprint,
    bool isOutsideItsWindow,
    Exception inner
)
    : Exception(
        isOutsideItsWindow
            ? $"'{host}' shows the host key SHA256:{fingerprint}, which is pinned, but not for this day."
            : $"'{host}' shows the host key SHA256:{fingerprint}, which is not pinned.",
        inner
    );
