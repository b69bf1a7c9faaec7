using Hub.Sealing;

namespace Tests.Sealing;

/// <summary>What is sealed opens with its key, at its place, unchanged, and in no other way.</summary>
public sealed class SealedBoxTests
{
    private static readonly byte[] Key = MasterKey.New("a").Key;

    [Fact]
    public void What_is_sealed_opens_at_its_place()
    {
        var box = SealedBox.Seal(Key, "attachments/1", "family booklet"u8);

        Assert.Equal("family booklet"u8.ToArray(), SealedBox.Open(Key, "attachments/1", box));
        Assert.Equal(-1, box.AsSpan().IndexOf("booklet"u8));
    }

    [Fact]
    public void The_same_thing_sealed_twice_looks_different() =>
        Assert.NotEqual(SealedBox.Seal(Key, "p", "same"u8), SealedBox.Seal(Key, "p", "same"u8));

    [Fact]
    public void Two_sealed_values_exchanged_between_rows_do_not_open()
    {
        var box = SealedBox.Seal(Key, "attachments/1", "of row 1"u8);

        Assert.Throws<SealingException>(() => SealedBox.Open(Key, "attachments/2", box));
    }

    [Fact]
    public void Another_key_does_not_open_it()
    {
        var box = SealedBox.Seal(Key, "p", "secret"u8);

        Assert.Throws<SealingException>(() => SealedBox.Open(MasterKey.New("b").Key, "p", box));
    }

    [Fact]
    public void No_byte_of_it_can_be_changed()
    {
        var box = SealedBox.Seal(Key, "p", "secret"u8);
        for (var i = 0; i < box.Length; i++)
        {
            var changed = (byte[])box.Clone();
            changed[i] ^= 1;

            Assert.Throws<SealingException>(() => SealedBox.Open(Key, "p", changed));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("no colon")]
    [InlineData("name:dG9vIHNob3J0")]
    [InlineData("name:not base64 at all, but forty-four characters")]
    public void A_line_that_is_no_key_is_refused_without_being_shown(string line)
    {
        var exception = Assert.Throws<SealingException>(() => MasterKey.ReadAll([line]));

        Assert.True(line.Length == 0 || !exception.Message.Contains(line, StringComparison.Ordinal));
    }
}
