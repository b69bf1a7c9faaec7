using Hub.Catalogue;
using Hub.Portal;
using Hub.Registries;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;
using Workflows.Time;

namespace Hub.Orders;

/// <summary>The day a citizen may expect the letter: the bureau's working days, then the post's.</summary>
internal sealed class PromisedDate(
    ReferenceCatalogue catalogue,
    IOptions<RegistryOptions> registries,
    IOptions<PortalOptions> portal
)
{
    private const string PostCalendar = "post";

    /// <summary>The day, as <c>yyyy-MM-dd</c>, for an order placed at <paramref name="at"/>.</summary>
    public string Of(Bureau bureau, DateTimeOffset at)
    {
        var issued = Calendar(bureau.Calendar)
            .AddWorkingDays(Instant.FromDateTimeOffset(at), registries.Value.DueInWorkingDays);
        var post = Calendar(PostCalendar);
        var delivered = post.AddWorkingDays(issued, portal.Value.DeliveryWorkingDays);
        return LocalDatePattern.Iso.Format(delivered.InZone(post.Zone).Date);
    }

    private WorkingCalendar Calendar(string code) =>
        catalogue.Calendars.TryGet(code, out var calendar)
            ? calendar
            : throw new InvalidOperationException($"There is no calendar '{code}'.");
}
