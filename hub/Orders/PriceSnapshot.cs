namespace Hub.Orders;

/// <summary>The price as quoted, with what it is made of; amounts in centimes of dirham.</summary>
/// <param name="TariffVersion">Which version of the tariff gave it.</param>
internal sealed record PriceSnapshot(
    long TotalCentimes,
    long StampCentimes,
    long CommuneCentimes,
    long PostageCentimes,
    string TariffVersion
);
