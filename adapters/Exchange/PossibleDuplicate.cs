using System.Globalization;
using System.Text;

namespace Adapters.Exchange;

/// <summary>
/// Said beside a file that is sent again under its name with its bytes: <c>NAME.dup</c>, one line
/// <c>possible-duplicate;sending;first sent at</c>. Whoever has the file already needs only to answer it again.
/// </summary>
/// <param name="Sending">2 for the first repetition.</param>
/// <param name="FirstSentAt">When it was first written.</param>
public sealed record PossibleDuplicate(int Sending, DateTimeOffset FirstSentAt)
{
    /// <summary>The line as bytes.</summary>
    public byte[] ToBytes() =>
        Encoding.ASCII.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $"possible-duplicate;{Sending};{FirstSentAt.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\n"
            )
        );
}
