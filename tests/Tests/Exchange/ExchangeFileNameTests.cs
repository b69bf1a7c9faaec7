using Adapters.Exchange;

namespace Tests.Exchange;

public sealed class ExchangeFileNameTests
{
    [Theory]
    [InlineData("REQ_CHK-01_20261123_000001_P.csv")]
    [InlineData("ANS_ANF-05_20260228_999999_T.csv")]
    [InlineData("MAN_HSN-12_20261231_000042_P.csv")]
    public void A_name_of_ours_reads_and_writes_the_same(string name) =>
        Assert.Equal(name, ExchangeFileName.Parse(name)?.ToString());

    [Theory]
    [InlineData("ANS_CHK-01_20261123_000000_P.csv")]
    [InlineData("ANS_CHK-01_20261331_000001_P.csv")]
    [InlineData("ANS_CHK-01_20261123_1_P.csv")]
    [InlineData("ANS_CHK-01_20261123_000001_X.csv")]
    [InlineData("FOO_CHK-01_20261123_000001_P.csv")]
    [InlineData("ANS_../../etc_20261123_000001_P.csv")]
    [InlineData("ANS_CHK-01_20261123_000001_P.csv.exe")]
    [InlineData("ANS_CHK-01_20261123_000001_P.csv\n")]
    [InlineData("ANS_CHK-01_٢٠٢٦١١٢٣_000001_P.csv")]
    [InlineData("")]
    public void Any_other_name_is_none(string name) => Assert.Null(ExchangeFileName.Parse(name));
}
