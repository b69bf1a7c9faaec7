using Adapters.Post;
using Hub.Exchange;

namespace Hub.Shipping;

/// <summary>What makes a file of the post count for nothing.</summary>
internal static class PostFileFaults
{
    /// <summary>Why nothing of the file may be applied; null when its good rows may.</summary>
    public static FileVerdict? FindFault<T>(this IncomingFile file, PostReading<T> reading) =>
        !reading.IsReadable ? FileVerdict.Unreadable(reading.Problems)
        : file.FindMiscount(reading.Records) is { } miscount ? FileVerdict.Unreadable(miscount)
        : reading.IsPlain && file.SealedRecords is null
            ? FileVerdict.Unreadable(
                DropChecks.Problem(
                    "trailer_missing",
                    "Neither a trailer row nor an .ok file says how many rows there are."
                )
            )
        : null;
}
