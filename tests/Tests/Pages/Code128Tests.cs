using Hub.Pages.Print;

namespace Tests.Pages;

/// <summary>The bars on slips and labels.</summary>
public sealed class Code128Tests
{
    // "Wikipedia" with check 88 is the worked example of the encyclopedia's article; the others are reckoned by hand.
    [Theory]
    [InlineData("Wikipedia", new[] { 104, 55, 73, 75, 73, 80, 69, 68, 73, 65, 88, 106 })]
    [InlineData("1234", new[] { 105, 12, 34, 82, 106 })]
    [InlineData("AB", new[] { 104, 33, 34, 102, 106 })]
    public void Known_texts_give_known_symbols(string text, int[] symbols)
    {
        Assert.Equal(symbols, Code128.Encode(text));
    }

    [Fact]
    public void Digits_are_packed_two_by_two_and_an_odd_one_goes_before()
    {
        var symbols = Code128.Encode("RR123456785MA");

        Assert.Equal([104, 50, 50, 17, 99, 23, 45, 67, 85, 100, 45, 33], symbols.Take(12));
    }

    [Fact]
    public void Every_symbol_is_eleven_modules_wide_and_the_stop_thirteen()
    {
        var (_, width) = Code128.Draw("1234");

        Assert.Equal(10 + (4 * 11) + 13 + 10, width);
    }

    [Theory]
    [InlineData("")]
    [InlineData("قانون")]
    public void What_a_scanner_cannot_read_is_not_printed(string text)
    {
        Assert.Throws<ArgumentException>(() => Code128.Encode(text));
    }
}
