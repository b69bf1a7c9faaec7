namespace Adapters.Post;

/// <summary>
/// Where a letter is, as far as its events tell. The order of the values is the order of progress: a status never goes
/// back along it.
/// </summary>
public enum TrackingStatus
{
    /// <summary>No event yet.</summary>
    Announced = 0,
    HandedOver = 1,
    InTransit = 2,

    /// <summary>An attempt failed; another will follow.</summary>
    Attempted = 3,
    HeldForPickup = 4,
    Delivered = 5,

    /// <summary>The post gave up and sends it back; it is not here yet.</summary>
    Returning = 6,

    /// <summary>It is back.</summary>
    Returned = 7,
}
