using System.Globalization;
using Hub.Orders;

namespace Hub.Desk;

/// <summary>Tasks in the order in which the registers stand on the shelves: part, year, act number; one walk does them all.</summary>
internal static class ShelfOrder
{
    /// <summary>The tasks that ask for an act, sorted.</summary>
    public static IReadOnlyList<DeskTask> Sort(IEnumerable<DeskTask> tasks) =>
        [
            .. tasks
                .Where(task => task is { Order: not null, Request: not null })
                .OrderBy(task => task.Order!.Act.RegisterPart ?? "", StringComparer.Ordinal)
                .ThenBy(task => task.Order!.Act.Year)
                .ThenBy(task => Number(task.Order!.Act))
                .ThenBy(task => task.Order!.Act.Suffix ?? "", StringComparer.Ordinal)
                .ThenBy(task => task.Request!.RequestId, StringComparer.Ordinal),
        ];

    private static long Number(ActReference act) =>
        long.TryParse(act.Number, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : long.MaxValue;
}
