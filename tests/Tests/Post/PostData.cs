using Adapters.Post;
using Tests.Architecture;

namespace Tests.Post;

/// <summary>The post's reference data as shipped, and letters to write tests with.</summary>
internal static class PostData
{
    public static readonly Countries Countries = Countries.Read(Config("countries.json"));

    public static readonly TrackingVocabulary Vocabulary = TrackingVocabulary.Read(
        Config("tracking-events.json")
    );

    public static readonly WrittenAddress AtHome = new(
        "فاطمة ڭنون",
        ["12, rue \"A;B\"", "حي السلام"],
        "20100",
        "Casablanca",
        "MA"
    );

    public static readonly WrittenAddress InParis = new(
        "Jean d'Arc",
        ["1 rue de l’Église"],
        "75001",
        "Paris",
        "FR"
    );

    public static PostalAddress Address(WrittenAddress written) =>
        Assert.IsType<PostalAddressReading.Valid>(PostalAddress.Read(written, Countries)).Address;

    public static ManifestItem Letter(int serial, WrittenAddress? to = null) =>
        new(
            S10Item.Of("RR", serial),
            $"CASA-2026-{serial:000000}-S1",
            25,
            AdviceOfReceipt: false,
            Address(to ?? AtHome),
            "+212661234567"
        );

    public static Manifest Manifest(int sequence, params IReadOnlyList<ManifestItem> letters) =>
        new(
            "SHUBBAK",
            "CHK-01",
            $"MAN_CHK-01_20261123_{sequence:000000}_T",
            sequence,
            new DateTimeOffset(2026, 11, 23, 15, 0, 0, TimeSpan.Zero),
            new DateOnly(2026, 11, 23),
            "20100",
            2320L * letters.Count,
            letters
        );

    public static string Config(string file) =>
        File.ReadAllText(Path.Combine(Repository.Root, "config", file));
}
