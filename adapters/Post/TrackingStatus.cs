namespace Adapters.Post;

/// <summary>Where a letter is, as far as its events tell; the order of the values is the order of progress.</summary>
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
    Returned = 6,
}
