using Adapters.Post;
using Hub.Catalogue;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;
using Workflows.Time;

namespace Hub.Shipping;

/// <summary>On which day a letter packed now is handed in, and when that day's manifest closes: local time, the post's own working days.</summary>
internal sealed class DepositCalendar(ReferenceCatalogue catalogue, IOptions<ShippingOptions> options)
{
    private WorkingCalendar Post =>
        catalogue.Calendars.TryGet("post", out var post)
            ? post
            : throw new InvalidOperationException("The reference data has no calendar 'post'.");

    /// <summary>The day at the post's counters at a moment.</summary>
    public DateOnly DayOf(DateTimeOffset at) =>
        Instant.FromDateTimeOffset(at).InZone(Post.Zone).Date.ToDateOnly();

    /// <summary>The deposit for something packed at a moment; after the cut-off it is the next working day's.</summary>
    public (DateOnly Date, DateTimeOffset ClosesAt) For(DateTimeOffset packedAt)
    {
        var post = Post;
        var time = LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(options.Value.CutOff).Value;
        var cutOff = new CutOff(post.Zone, time, day => post.HoursOn(day) is [.., var last] ? last.To : null);
        var deposit = cutOff.For(Instant.FromDateTimeOffset(packedAt));
        return (deposit.Date.ToDateOnly(), deposit.ClosesAt.ToDateTimeOffset());
    }
}
