namespace Hub.Orders;

/// <summary>The price as quoted, with what it is made of; amounts in centimes of dirham.</summary>
/// <param name="TariffVersion">Which version of the tariff gave it.</param>
internal sealed record PriceSnapshot(
    long TotalCentimes,
    long StampCentimes,
    long CommuneCentimes,
    long PostageCentimes,
    string TariffVersion
)
{
    /// <summary>What one copy of each line is made of, in the order of the lines.</summary>
    public IReadOnlyList<UnitPrice> Units { get; init; } = [];

    /// <summary>
    /// What one copy of a line is made of. An order from before the units were kept has them in the proportion of its whole
    /// price.
    /// </summary>
    public UnitPrice UnitOf(OrderLine line)
    {
        if (line.Number <= Units.Count)
        {
            return Units[line.Number - 1];
        }

        var documents = StampCentimes + CommuneCentimes;
        var commune = documents == 0 ? 0 : line.UnitPriceCentimes * CommuneCentimes / documents;
        return new UnitPrice(line.UnitPriceCentimes - commune, commune);
    }
}

/// <summary>One copy of a document, without postage.</summary>
/// <param name="StampCentimes">The fiscal stamp.</param>
/// <param name="CommuneCentimes">The bureau's work.</param>
internal sealed record UnitPrice(long StampCentimes, long CommuneCentimes)
{
    public long TotalCentimes => StampCentimes + CommuneCentimes;
}
