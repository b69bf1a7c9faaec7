using System.Globalization;
using Hub.Catalogue;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Hub.Registries;

/// <summary>The day by which a bureau is to answer: so many working days of its own calendar after it was asked.</summary>
internal sealed class AnswerDueDay(ReferenceCatalogue catalogue, IOptions<RegistryOptions> options)
{
    /// <summary>The day, as <c>yyyy-MM-dd</c>, for a request opened at a moment.</summary>
    public string Of(Bureau bureau, DateTimeOffset openedAt)
    {
        if (!catalogue.Calendars.TryGet(bureau.Calendar, out var calendar))
        {
            throw new InvalidOperationException($"There is no calendar '{bureau.Calendar}'.");
        }

        var due = calendar.AddWorkingDays(
            Instant.FromDateTimeOffset(openedAt),
            options.Value.DueInWorkingDays
        );
        return due.InZone(calendar.Zone).Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
    }
}
