using System.Diagnostics.Metrics;

namespace Hub.Api;

/// <summary>
/// Counts calls that are refused and not kept, by their code: wrong keys, missing scopes, too many calls. A rise is an attack,
/// or a portal whose key ended.
/// </summary>
internal sealed class RefusedCalls(IMeterFactory meters)
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Hub.Portal";

    private readonly Counter<long> refused = meters
        .Create(MeterName)
        .CreateCounter<long>("hub.portal.refused", "{call}", "Calls refused with 401, 403 or 429");

    /// <summary>One more.</summary>
    public void Count(string code) => refused.Add(1, new KeyValuePair<string, object?>("code", code));
}
