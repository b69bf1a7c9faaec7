namespace Adapters.Registries;

/// <summary>A bureau's own system, reached over the network.</summary>
public interface IRegistryChannel
{
    /// <summary>Hands a request over. The bureau recognises a repeated request id and does nothing twice.</summary>
    Task<RegistryReply> RequestAsync(BureauEndpoint bureau, ExtractRequest request, CancellationToken ct);

    /// <summary>Does the bureau have this request? Null when it has never heard of it or cannot be asked.</summary>
    Task<RegistryReply?> QueryAsync(BureauEndpoint bureau, string requestId, CancellationToken ct);

    /// <summary>The answers after a cursor, oldest first, and the cursor to go on from.</summary>
    Task<AnswerPage> ReadAnswersAsync(BureauEndpoint bureau, string? after, CancellationToken ct);
}

/// <summary>How one bureau's system is reached.</summary>
/// <param name="BaseAddress">With a trailing slash; <c>requests</c> and <c>answers</c> lie below it.</param>
/// <param name="Secret">Shared secret of the HMAC.</param>
public sealed record BureauEndpoint(string BureauCode, Uri BaseAddress, string Secret);

/// <summary>One page of answers.</summary>
/// <param name="Answers">Those that can be read.</param>
/// <param name="Next">The cursor to go on from; null when the bureau gives none.</param>
/// <param name="RawBody">As it came.</param>
public sealed record AnswerPage(IReadOnlyList<RegistryAnswer> Answers, string? Next, string RawBody)
{
    /// <summary>Places of the answers that are not what was agreed on: 0 is the first of the page.</summary>
    public IReadOnlyList<int> Unreadable { get; init; } = [];

    /// <summary>False: the body is no page at all, and there is no cursor to go on from.</summary>
    public bool IsReadable { get; init; } = true;
}
