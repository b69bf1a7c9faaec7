namespace Adapters.Exchange;

/// <summary>The kinds of file that cross our borders (protocols.md §3b, §4); the names are the ones on the wire.</summary>
public enum FileKind
{
    /// <summary>Hub → bureau: extracts asked for.</summary>
    REQ,

    /// <summary>Bureau → hub: answers.</summary>
    ANS,

    /// <summary>A file was taken, row by row.</summary>
    ACK,

    /// <summary>A file could not be read at all.</summary>
    ERR,

    /// <summary>Hub → post: a manifest.</summary>
    MAN,

    /// <summary>Post → hub: a manifest was accepted or refused as a file.</summary>
    MAC,

    /// <summary>Post → hub: the items of a manifest, one by one.</summary>
    MRS,

    /// <summary>Post → hub: tracking events.</summary>
    EVT,

    /// <summary>Post → hub: returned items.</summary>
    RET,

    /// <summary>Post → hub: billing lines.</summary>
    INV,
}
