using Adapters.Post;
using CsCheck;

namespace Tests.Post;

public sealed class PostalAddressTests
{
    [Fact]
    public void At_home_an_address_may_be_Arabic()
    {
        var address = PostData.Address(PostData.AtHome with { Locality = "الدار البيضاء" });

        Assert.False(address.IsAbroad);
        Assert.Equal(
            ["فاطمة ڭنون", "12, rue \"A;B\"", "حي السلام", "20100 الدار البيضاء"],
            address.ToLabel()
        );
    }

    [Fact]
    public void Abroad_the_country_stands_last_in_French_capitals()
    {
        var address = PostData.Address(PostData.InParis with { Country = "US", Postcode = null });

        Assert.Equal(
            ["Jean d'Arc", "1 rue de l’Église", "PARIS", "ÉTATS-UNIS D’AMÉRIQUE"],
            address.ToLabel()
        );
    }

    [Theory]
    [InlineData("name")]
    [InlineData("line1")]
    [InlineData("line2")]
    [InlineData("locality")]
    public void Abroad_a_part_in_Arabic_letters_only_is_refused(string part)
    {
        var written = part switch
        {
            "name" => PostData.InParis with { Name = "فاطمة" },
            "line1" => PostData.InParis with { Lines = ["شارع 12"] },
            "line2" => PostData.InParis with { Lines = ["1 rue X", "ⵜⴰⵎⴰⵣⵉⵖⵜ"] },
            _ => PostData.InParis with { Locality = "باريس" },
        };

        var problem = Assert.Single(Refused(written));
        Assert.Equal((part, "address_not_latin"), (problem.Field, problem.Code));
    }

    [Theory]
    [InlineData("Fatima فاطمة")]
    [InlineData("Fatima ـ")]
    [InlineData("Dupont، Jean")]
    [InlineData("Dupont ١٢")]
    [InlineData("Ѓeorge Жuk")]
    public void Abroad_no_Arabic_is_left_beside_Latin_letters(string name)
    {
        var problem = Assert.Single(Refused(PostData.InParis with { Name = name }));

        Assert.Equal(("name", "address_not_latin"), (problem.Field, problem.Code));
    }

    [Fact]
    public void Abroad_letters_with_accents_and_bare_numbers_are_readable() =>
        PostData.Address(
            PostData.InParis with
            {
                Name = "Fátima Ni\u0301 Bhriain",
                Lines = ["12-14", "Łódź-Straße 3"],
                Locality = "München",
            }
        );

    [Fact]
    public void Everything_that_is_wrong_is_named_at_once()
    {
        var problems = Refused(new WrittenAddress(" ", [], "12345678901", new string('x', 81), "XX"));

        Assert.Equal(
            [
                ("name", "address_missing"),
                ("line1", "address_missing"),
                ("postcode", "address_too_long"),
                ("locality", "address_too_long"),
                ("country", "address_country_unknown"),
            ],
            problems.Select(p => (p.Field, p.Code))
        );
    }

    [Fact]
    public void Spaces_line_breaks_and_direction_marks_are_tidied_and_joiners_stay()
    {
        var address = PostData.Address(
            PostData.AtHome with
            {
                Name = "  \u200Fفاطمة\u200Dه \r\n ڭنون\u202C ",
                Lines = ["12,\true  X", " ", "Bloc B", "Étage 3"],
            }
        );

        Assert.Equal("فاطمة\u200Dه ڭنون", address.Name);
        Assert.Equal(("12, rue X", "Bloc B, Étage 3"), (address.Line1, address.Line2));
    }

    [Fact]
    public void No_letter_of_a_name_is_ever_lost() =>
        Gen.String[Gen.Char["aéÇłعڭـ'’-"], 1, 60]
            .Sample(name => PostData.Address(PostData.AtHome with { Name = name }).Name == name, iter: 500);

    [Fact]
    public void A_wrong_postcode_never_stops_a_letter() =>
        Assert.Equal("20 1OO", PostData.Address(PostData.AtHome with { Postcode = "20 1OO" }).Postcode);

    [Fact]
    public void An_address_in_a_log_shows_its_country_only() =>
        Assert.Equal("address in FR", PostData.Address(PostData.InParis).ToString());

    private static IReadOnlyList<AddressProblem> Refused(WrittenAddress written) =>
        Assert.IsType<PostalAddressReading.Refused>(PostalAddress.Read(written, PostData.Countries)).Problems;
}
