using System.Security.Cryptography;
using System.Text;
using Adapters.Post;

namespace Tests.Post;

public sealed class ManifestFileTests
{
    private static readonly Manifest Manifest = new(
        "SHUBBAK",
        "CHK-01",
        "MAN-CHK-01-000007",
        7,
        new DateTimeOffset(2026, 11, 23, 15, 0, 0, TimeSpan.Zero),
        new DateOnly(2026, 11, 23),
        "20100",
        4640,
        [
            new ManifestItem(
                S10Item.Of("RR", 47312482),
                "CASA-2026-000001-S1",
                "REC_NAT",
                20,
                false,
                "فاطمة ڭنون",
                "12, rue \"A;B\"",
                "",
                "20100",
                "CASABLANCA",
                "MA",
                "+212661234567"
            ),
            new ManifestItem(
                S10Item.Of("RR", 8),
                "CASA-2026-000002-S1",
                "REC_INT",
                40,
                true,
                "Jean d'Arc",
                "1 rue X",
                "",
                "75001",
                "PARIS",
                "FR",
                ""
            ),
        ]
    );

    [Fact]
    public void The_trailer_carries_count_postage_and_the_hash_of_everything_before_it()
    {
        var bytes = ManifestFile.Compose(Manifest);

        var text = Encoding.UTF8.GetString(bytes);
        var lines = text.Split("\r\n");
        Assert.Equal(
            "H;1.0;SHUBBAK;CHK-01;MAN-CHK-01-000007;7;2026-11-23T15:00:00Z;2026-11-23;20100;2;46.40",
            lines[0]
        );
        Assert.Equal(
            "I;1;RR473124829MA;CASA-2026-000001-S1;REC_NAT;20;0;فاطمة ڭنون;\"12, rue \"\"A;B\"\"\";;20100;CASABLANCA;MA;+212661234567",
            lines[1]
        );
        var body = bytes.AsSpan(
            0,
            Encoding.UTF8.GetByteCount(text[..(text.LastIndexOf("\r\nT;", StringComparison.Ordinal) + 2)])
        );
        Assert.Equal($"T;2;46.40;{Convert.ToHexStringLower(SHA256.HashData(body))}", lines[3]);
    }

    [Fact]
    public void The_same_manifest_is_the_same_file_to_the_byte() =>
        Assert.Equal(ManifestFile.Compose(Manifest), ManifestFile.Compose(Manifest with { }));
}
