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
                // Lower case is accepted after normalising, as its remark says.
                .Select(f => (f[0], f[1] == "true" || f[0].All(c => !char.IsAsciiLetterUpper(c))))
        );

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_vectors_of_the_post_are_judged_alike(string item, bool valid)
    {
        var reading = S10Item.Parse(item);

        Assert.Equal(valid, reading is S10Reading.Valid);
        if (reading is S10Reading.Valid { Item: var read })
        {
            Assert.Equal(item.ToUpperInvariant(), read.ToString());
        }
    }

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
