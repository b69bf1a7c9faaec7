using Adapters.Post;
using Tests.Architecture;

namespace Tests.Post;

public sealed class S10ItemTests
{
    public static TheoryData<string, bool> Vectors() =>
        new(
            File.ReadLines(Path.Combine(Repository.Root, "tests/Tests/Post/s10-vectors.csv"))
                .Skip(1)
                .Where(line => line.Length > 0)
                .Select(line => line.Split(','))
                .Select(f => (f[0], f[1] == "true"))
        );

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_vectors_of_the_post_are_judged_alike(string item, bool valid)
    {
        var reading = S10Item.Parse(item);

        // A vector is valid as it is written; what is accepted only after tidying is not.
        Assert.Equal(valid, reading is S10Reading.Valid { Tidied: false });
        if (valid)
        {
            Assert.Equal(item, Assert.IsType<S10Reading.Valid>(reading).Item.ToString());
        }
    }

    [Theory]
    [InlineData("RR473124828MA", "s10_check_digit")]
    [InlineData("RR473124829MO", "s10_country")]
    [InlineData("R1473124829MA", "s10_indicator")]
    [InlineData("RR47312482MA", "s10_length")]
    [InlineData("RR47312482XMA", "s10_digits")]
    [InlineData("RR٤٧٣١٢٤٨٢٩MA", "s10_digits")]
    [InlineData("", "s10_length")]
    public void What_is_no_item_of_ours_is_refused_with_its_reason(string text, string code) =>
        Assert.Equal(code, Assert.IsType<S10Reading.Refused>(S10Item.Parse(text)).Code);

    [Fact]
    public void Lower_case_is_taken_and_marked_as_tidied() =>
        Assert.True(Assert.IsType<S10Reading.Valid>(S10Item.Parse("rr473124829ma")).Tidied);

    [Fact]
    public void Only_the_R_blocks_are_registered_letters()
    {
        Assert.IsType<S10Reading.Valid>(S10Item.ParseRegistered("RB999999995MA"));
        var refused = Assert.IsType<S10Reading.Refused>(S10Item.ParseRegistered("LX123456785MA"));

        Assert.Equal("s10_not_registered", refused.Code);
    }

    [Theory]
    [InlineData("RZ", S10Service.Registered)]
    [InlineData("VA", S10Service.Insured)]
    [InlineData("EE", S10Service.Express)]
    [InlineData("CP", S10Service.Parcel)]
    [InlineData("LX", S10Service.Tracked)]
    [InlineData("AV", S10Service.Domestic)]
    [InlineData("AA", S10Service.Other)]
    [InlineData("ZZ", S10Service.Domestic)]
    public void The_indicator_says_what_the_post_promises(string indicator, S10Service service) =>
        Assert.Equal(service, S10Item.Of(indicator, 1).Service);

    [Fact]
    public void Every_single_digit_misread_is_found()
    {
        var item = S10Item.Of("RR", 47312482).ToString();
        for (var place = 2; place < 11; place++)
        {
            for (var digit = '0'; digit <= '9'; digit++)
            {
                var misread = item[..place] + digit + item[(place + 1)..];
                Assert.Equal(misread == item, S10Item.Parse(misread) is S10Reading.Valid);
            }
        }
    }

    [Theory]
    [InlineData("RR 473 124 829 MA")]
    [InlineData("\u200Err473124829ma")]
    public void Spaces_lower_case_and_direction_marks_are_forgiven(string text) =>
        Assert.Equal("RR473124829MA", Assert.IsType<S10Reading.Valid>(S10Item.Parse(text)).Item.ToString());
}
