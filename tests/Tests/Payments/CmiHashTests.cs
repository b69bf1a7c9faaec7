using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Adapters.Payments;
using Tests.Architecture;

namespace Tests.Payments;

public sealed class CmiHashTests
{
    public static TheoryData<string> VectorNames()
    {
        using var vectors = ReadVectors();
        return new TheoryData<string>(
            vectors.RootElement.EnumerateArray().Select(v => v.GetProperty("name").GetString()!)
        );
    }

    [Theory]
    [MemberData(nameof(VectorNames))]
    public void The_hash_equals_the_public_vector(string name)
    {
        using var vectors = ReadVectors();
        var vector = vectors
            .RootElement.EnumerateArray()
            .Single(v => v.GetProperty("name").GetString() == name);
        var fields = Fields(vector);
        var storeKey = vector.GetProperty("storeKey").GetString()!;

        var hash = CmiHash.Compute(fields, storeKey);

        Assert.Equal(vector.GetProperty("hash").GetString(), hash);
        Assert.True(CmiHash.Verify([.. fields, new("HASH", hash)], storeKey));
    }

    [Fact]
    public void Bars_and_backslashes_are_escaped_in_values_and_key()
    {
        KeyValuePair<string, string>[] fields = [new("b", "12, rue A|B \\ Casa"), new("a", "")];

        var expected = SHA512.HashData(Encoding.UTF8.GetBytes("|12, rue A\\|B \\\\ Casa|TEST\\|KEY\\\\1"));

        Assert.Equal(Convert.ToBase64String(expected), CmiHash.Compute(fields, "TEST|KEY\\1"));
    }

    [Theory]
    [InlineData("amount", "10.61")]
    [InlineData("oid", "137ABD")]
    [InlineData("email", "")]
    public void One_changed_value_breaks_the_hash(string field, string value)
    {
        using var vectors = ReadVectors();
        var cmi = vectors.RootElement.EnumerateArray().Last();
        var storeKey = cmi.GetProperty("storeKey").GetString()!;
        var changed = Fields(cmi).Select(f => f.Key == field ? new(f.Key, value) : f).ToList();
        changed.Add(new("HASH", cmi.GetProperty("hash").GetString()!));

        Assert.False(CmiHash.Verify(changed, storeKey));
    }

    [Fact]
    public void A_form_without_or_with_two_hashes_is_not_believed()
    {
        KeyValuePair<string, string>[] fields = [new("a", "1")];
        var hash = CmiHash.Compute(fields, "key");

        Assert.False(CmiHash.Verify(fields, "key"));
        Assert.False(CmiHash.Verify([.. fields, new("HASH", hash), new("hash", hash)], "key"));
    }

    [Fact]
    public void Values_that_the_platform_normalised_before_hashing_are_believed()
    {
        KeyValuePair<string, string>[] hashed = [new("BillToName", "A & B"), new("oid", "x")];
        KeyValuePair<string, string>[] received =
        [
            new("BillToName", " A &amp; B\n"),
            new("oid", "x"),
            new("HASH", CmiHash.Compute(hashed, "key")),
        ];

        Assert.True(CmiHash.Verify(received, "key"));
    }

    [Fact]
    public void Only_what_the_platform_s_own_sample_trims_is_trimmed()
    {
        KeyValuePair<string, string>[] hashed = [new("BillToName", "A & B\u00A0"), new("oid", "x")];
        KeyValuePair<string, string>[] received =
        [
            new("BillToName", "\0 A &amp; B&nbsp;\v\n"),
            new("oid", "x"),
            new("HASH", CmiHash.Compute(hashed, "key")),
        ];

        Assert.True(CmiHash.Verify(received, "key"));
    }

    [Theory]
    [InlineData("Documents SARL", "document. SARL")]
    [InlineData("le DOCUMENT|x", @"le document.|x")]
    [InlineData("un document", "un document")]
    [InlineData("documentdocument2", "document.ocument2")]
    [InlineData("document\nx", "document\nx")]
    [InlineData(" Document(s) &amp; Co ", "document.s) & Co")]
    public void The_word_document_is_believed_as_the_platform_s_sample_hashes_it(string sent, string hashed)
    {
        // The words behind the escaping: what stands in `hashed` is hashed as it is written there.
        var body = Encoding.UTF8.GetBytes($"{hashed}|x|key");
        KeyValuePair<string, string>[] received =
        [
            new("BillToName", sent),
            new("oid", "x"),
            new("HASH", Convert.ToBase64String(SHA512.HashData(body))),
        ];

        Assert.True(CmiHash.Verify(received, "key"));
    }

    [Fact]
    public void Of_a_letter_of_two_bytes_after_the_word_document_the_sample_marks_the_first()
    {
        byte[] body = [.. "document."u8, 0xA9, .. "|key"u8];

        Assert.True(
            CmiHash.Verify(
                [new("a", "documenté"), new("HASH", Convert.ToBase64String(SHA512.HashData(body)))],
                "key"
            )
        );
    }

    [Theory]
    [InlineData("Documents & Co ", "Documents &amp; Co ")]
    [InlineData("Documents & Co ", "Documents &amp; Co \n")]
    public void Values_that_the_platform_only_encoded_are_believed(string hashed, string received) =>
        Assert.True(
            CmiHash.Verify(
                [new("a", received), new("HASH", CmiHash.Compute([new("a", hashed)], "key"))],
                "key"
            )
        );

    [Theory]
    [InlineData("documents", "documenta")]
    [InlineData("A & B", "A &amp;amp; B")]
    [InlineData("A B", "AB")]
    public void No_other_form_is_tried(string hashed, string received) =>
        Assert.False(
            CmiHash.Verify(
                [new("a", received), new("HASH", CmiHash.Compute([new("a", hashed)], "key"))],
                "key"
            )
        );

    private static List<KeyValuePair<string, string>> Fields(JsonElement vector) =>
        [
            .. vector
                .GetProperty("fields")
                .EnumerateObject()
                .Select(f => new KeyValuePair<string, string>(f.Name, f.Value.GetString() ?? "")),
        ];

    private static JsonDocument ReadVectors() =>
        JsonDocument.Parse(
            File.ReadAllText(Path.Combine(Repository.Root, "tests/Tests/Payments/nestpay-ver3-vectors.json"))
        );
}
