using System.Security.Cryptography;
using System.Text;
using Adapters.Post;
using CsCheck;

namespace Tests.Post;

public sealed class ManifestFileTests
{
    private static readonly Manifest Manifest = PostData.Manifest(
        7,
        PostData.Letter(47312482),
        PostData.Letter(8, PostData.InParis) with
        {
            AdviceOfReceipt = true,
            Phone = "",
        }
    );

    [Fact]
    public void It_is_written_as_the_protocol_says_to_the_byte()
    {
        var text = Encoding.UTF8.GetString(ManifestFile.Compose(Manifest).Bytes);

        var lines = text.Split("\r\n");
        Assert.Equal(
            "H;1.0;SHUBBAK;CHK-01;MAN_CHK-01_20261123_000007_T;7;2026-11-23T15:00:00Z;2026-11-23;20100;2;46.40",
            lines[0]
        );
        Assert.Equal(
            "I;1;RR000000080MA;CASA-2026-000008-S1;REC_INT;25;1;"
                + "\"Jean d'Arc\";\"1 rue de l’Église\";\"\";\"75001\";\"Paris\";\"FRANCE\";\"\"",
            lines[1]
        );
        Assert.Equal(
            "I;2;RR473124829MA;CASA-2026-47312482-S1;REC_NAT;25;0;"
                + "\"فاطمة ڭنون\";\"12, rue \"\"A;B\"\"\";\"حي السلام\";\"20100\";\"Casablanca\";\"MAROC\";\"+212661234567\"",
            lines[2]
        );
        Assert.Equal(5, lines.Length);
        Assert.Equal("", lines[4]);
    }

    [Fact]
    public void The_trailer_carries_count_postage_and_the_hash_of_every_byte_before_it()
    {
        var bytes = ManifestFile.Compose(Manifest).Bytes;

        var trailerAt = bytes.AsSpan().LastIndexOf("T;2;"u8);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, trailerAt)));
        Assert.Equal($"T;2;46.40;{hash}\r\n", Encoding.UTF8.GetString(bytes.AsSpan(trailerAt)));
    }

    [Fact]
    public void The_same_letters_in_any_order_are_the_same_file_to_the_byte() =>
        Gen.Shuffle(Enumerable.Range(1, 30).ToArray())
            .Sample(
                order =>
                {
                    var letters = order.Select(n => PostData.Letter(n)).ToList();
                    var sorted = Enumerable.Range(1, 30).Select(n => PostData.Letter(n)).ToList();

                    return ManifestFile
                        .Compose(PostData.Manifest(1, letters))
                        .Bytes.AsSpan()
                        .SequenceEqual(ManifestFile.Compose(PostData.Manifest(1, sorted)).Bytes);
                },
                iter: 50
            );

    [Fact]
    public void Two_letters_under_one_number_are_never_written()
    {
        var twice = PostData.Manifest(
            1,
            PostData.Letter(5),
            PostData.Letter(5) with
            {
                ShipmentRef = "CASA-2026-000006-S1",
            }
        );

        Assert.Throws<InvalidOperationException>(() => ManifestFile.Compose(twice));
    }

    [Fact]
    public void One_shipment_under_two_numbers_is_never_written()
    {
        var twice = PostData.Manifest(
            1,
            PostData.Letter(5),
            PostData.Letter(6) with
            {
                ShipmentRef = PostData.Letter(5).ShipmentRef,
            }
        );

        Assert.Throws<InvalidOperationException>(() => ManifestFile.Compose(twice));
    }

    [Fact]
    public void An_empty_manifest_is_never_written() =>
        Assert.Throws<InvalidOperationException>(() => ManifestFile.Compose(PostData.Manifest(1)));
}
