using System.Buffers;

namespace Hub.Portal;

/// <summary>What is wrong with configured portals: the hub refuses to start and says all of it.</summary>
internal static class PortalSeedChecks
{
    private const int HashLength = 64;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Checks the portals of the configuration.</summary>
    /// <exception cref="InvalidOperationException">Something is wrong; the message lists everything.</exception>
    public static void Check(IReadOnlyList<SeedClient> clients, bool production)
    {
        var problems = FindProblems(clients, production).ToList();
        if (problems.Count > 0)
        {
            throw new InvalidOperationException("Portal:Clients: " + string.Join(" ", problems));
        }
    }

    private static IEnumerable<string> FindProblems(IReadOnlyList<SeedClient> clients, bool production)
    {
        var keys = clients.SelectMany(client => client.Keys).ToList();
        if (production && keys.Count > 0)
        {
            yield return "keys stand in clear text, which production never does: give their KeyHashes.";
        }
        else if (keys.Exists(key => !key.StartsWith(PortalKeys.TestPrefix, StringComparison.Ordinal)))
        {
            yield return $"every key of the sandbox begins with '{PortalKeys.TestPrefix}'.";
        }

        foreach (var hash in clients.SelectMany(client => client.KeyHashes).Where(h => !IsHash(h)))
        {
            yield return $"'{hash}' is no SHA-256 in 64 lower-case hexadecimal digits.";
        }

        foreach (var scope in clients.SelectMany(client => client.Scopes).Except(PortalScopes.All))
        {
            yield return $"the scope '{scope}' does not exist.";
        }

        foreach (var id in Repeated(clients.Select(client => client.Id)))
        {
            yield return $"the client '{id}' stands there twice.";
        }

        foreach (var hash in Repeated(clients.SelectMany(HashesOf)))
        {
            yield return $"the key with the hash {hash} stands there twice; a key has one client and one end.";
        }
    }

    private static IEnumerable<string> HashesOf(SeedClient client) =>
        client
            .Keys.Select(PortalKeys.HashOf)
            .Concat(client.KeyHashes)
            .Concat(client.RetiringKeys.Select(key => key.Hash));

    private static IEnumerable<string> Repeated(IEnumerable<string> values) =>
        values.GroupBy(value => value, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key);

    private static bool IsHash(string text) =>
        text.Length == HashLength && !text.AsSpan().ContainsAnyExcept(HexDigits);
}
