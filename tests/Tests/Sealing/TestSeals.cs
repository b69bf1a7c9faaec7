using Hub.Sealing;

namespace Tests.Sealing;

/// <summary>Seals with keys of the moment, for tests that start no hub.</summary>
internal static class TestSeals
{
    public static Seals New()
    {
        var seals = new Seals();
        seals.Load(
            SealPurpose.All.Select(purpose => KeyValuePair.Create(purpose, MasterKey.New(purpose).Key))
        );
        return seals;
    }
}
