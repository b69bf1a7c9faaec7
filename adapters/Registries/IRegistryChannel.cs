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
public sealed record AnswerPage(IReadOnlyList<RegistryAnswer> Answers, string? Next, string RawBody);
