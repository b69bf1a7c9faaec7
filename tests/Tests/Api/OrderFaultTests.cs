using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Audit;
using Microsoft.EntityFrameworkCore;
using Tests.Simulation;
using static Tests.Api.PortalBench;

namespace Tests.Api;

/// <summary>What is wrong with an order is named, all of it, with its place and in the caller's language.</summary>
public sealed class OrderFaultTests(PortalBench bench) : IClassFixture<PortalBench>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> FaultsOfTheAct() =>
        new()
        {
            { "/reference", "null", "/reference field_missing" },
            { "/reference", "17", "/reference type_wrong" },
            { "/reference", $"\"{new string('r', 65)}\"", "/reference text_too_long" },
            { "/bureau", "\"NOWHERE-1\"", "/bureau bureau_unknown" },
            { "/act", "null", "/act field_missing" },
            { "/act/number", "\"0\"", "/act/number act_number_malformed" },
            { "/act/number", "\"3265/1980\"", "/act/number act_number_malformed" },
            { "/act/number", "\"123456\"", "/act/number act_number_malformed" },
            { "/act/suffix", "\"encore\"", "/act/suffix choice_unknown" },
            { "/act/year", "1402", "/act/year year_not_gregorian" },
            { "/act/year", "2027", "/act/year number_out_of_range" },
            { "/act/year", "\"1980\"", "/act/year type_wrong" },
            { "/act/calendar", "\"hijri\"", "/act/year year_not_hijri" },
            { "/act/calendar", "\"julian\"", "/act/calendar choice_unknown" },
            { "/act/language", "\"en\"", "/act/language choice_unknown" },
            { "/subject/firstNameAr", "\"Fatima\"", "/subject/firstNameAr name_not_arabic" },
            { "/subject/firstNameAr", "\"\\u0000 \"", "/subject/firstNameAr field_missing" },
            { "/subject/firstNameLat", "\"فاطمة\"", "/subject/firstNameLat name_not_latin" },
            { "/subject/lastNameAr", $"\"{new string('ب', 61)}\"", "/subject/lastNameAr text_too_long" },
            { "/subject/sex", "\"x\"", "/subject/sex choice_unknown" },
            { "/subject/birthDate/day", "30", "/subject/birthDate/day date_impossible" },
            { "/subject/birthDate/month", "null", "/subject/birthDate/month field_missing" },
            {
                "/subject/birthDate",
                "{\"year\":2026,\"month\":12}",
                "/subject/birthDate/month date_in_future"
            },
            { "/subject/birthDate/year", "1899", "/subject/birthDate/year number_out_of_range" },
            { "/subject/mother/lastNameAr", "null", "/subject/mother/lastNameAr field_missing" },
            { "/subject/father/firstNameAr", "\"\"", "/subject/father/firstNameAr field_missing" },
        };

    public static TheoryData<string, string, string> FaultsOfTheOrder() =>
        new()
        {
            { "/documents", "[]", "/documents field_missing" },
            { "/documents", "{}", "/documents type_wrong" },
            { "/documents/0/type", "\"death-extract\"", "/documents/0/type choice_unknown" },
            { "/documents/0/copies", "0", "/documents/0/copies number_out_of_range" },
            { "/documents/0/copies", "21", "/documents/0/copies number_out_of_range" },
            { "/documents/1/language", "\"ar-fr\"", "/documents/1/language language_not_available" },
            { "/requester/relation", "\"friend\"", "/requester/relation choice_unknown" },
            { "/requester/email", "\"fatima@\"", "/requester/email email_malformed" },
            { "/requester/phone", "\"0612345678\"", "/requester/phone phone_malformed" },
            { "/requester/cnie", "\"123456\"", "/requester/cnie cnie_malformed" },
            { "/recipient/country", "\"XX\"", "/recipient/country address_country_unknown" },
            { "/recipient/lines", "[\"\"]", "/recipient/lines/0 address_missing" },
            { "/recipient/lines", "[\"1\",\"2\",\"3\",\"4\"]", "/recipient/lines list_too_long" },
            { "/recipient/postcode", "\"12345678901\"", "/recipient/postcode address_too_long" },
            { "/payment/method", "\"agency\"", "/payment/method payment_method_off" },
            { "/payment/method", "\"cash\"", "/payment/method choice_unknown" },
            { "/attachments", "[\"nothing\"]", "/attachments/0 attachment_unknown" },
            { "/locale", "\"en\"", "/locale choice_unknown" },
            { "/requester/cni", "\"BK1\"", "/requester/cni field_unknown" },
        };

    [Theory]
    [MemberData(nameof(FaultsOfTheAct))]
    [MemberData(nameof(FaultsOfTheOrder))]
    public async Task One_fault_is_one_error_with_its_place(string place, string value, string expected)
    {
        var order = bench.NewOrder();
        Set(order, place, JsonNode.Parse(value));

        using var response = await bench.PostAsync("orders", order);

        Assert.Equal([expected], ErrorsOf(await ReadAsync(response, 422)));
    }

    [Fact]
    public async Task All_faults_are_named_at_once_and_the_refused_order_is_kept()
    {
        var key = Guid.NewGuid().ToString();
        var order = bench.NewOrder();
        Set(order, "/bureau", "NOWHERE-1");
        Set(order, "/act/year", 12);
        Set(order, "/requester/email", "nobody");
        Set(order, "/recipient", null);

        using var response = await bench.PostAsync("orders", order, key);

        Assert.Equal(
            [
                "/act/year year_not_gregorian",
                "/bureau bureau_unknown",
                "/recipient field_missing",
                "/requester/email email_malformed",
            ],
            ErrorsOf(await ReadAsync(response, 422)).Order(StringComparer.Ordinal)
        );
        var kept = await bench.Hub.Store.ReadAsync(db =>
            db.ReceivedPayloads.SingleAsync(p => p.Key == key, Ct)
        );
        Assert.Equal(PayloadOutcome.Rejected, kept.Outcome);
        Assert.Contains("NOWHERE-1", Encoding.UTF8.GetString(kept.Content), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CHK-1", "CHK-01")]
    [InlineData("Dar Lamane", null)]
    [InlineData("48e arrondissement", null)]
    public async Task An_unknown_bureau_is_answered_with_those_that_may_be_meant(
        string written,
        string? meant
    )
    {
        var order = bench.NewOrder();
        order["bureau"] = written;

        using var response = await bench.PostAsync("orders", order);

        var error = (await ReadAsync(response, 422)).GetProperty("errors")[0];
        var suggested = error.GetProperty("suggestions").EnumerateArray().ToList();
        Assert.InRange(suggested.Count, 1, 5);
        Assert.True(meant is null || suggested.Exists(s => s.GetProperty("code").GetString() == meant));
    }

    [Fact]
    public async Task Copies_of_one_kind_are_counted_together_and_consulates_take_fewer()
    {
        var many = bench.NewOrder();
        many["documents"] = JsonNode.Parse(
            """
            [
              { "type": "birth-extract", "language": "ar", "copies": 15 },
              { "type": "birth-extract", "language": "fr", "copies": 6 }
            ]
            """
        );
        var abroad = bench.NewOrder();
        abroad["bureau"] = "CON-PAR";
        Set(abroad, "/documents/0/copies", 4);

        using var tooMany = await bench.PostAsync("orders", many);
        using var tooManyAbroad = await bench.PostAsync("orders", abroad);

        Assert.Equal(["/documents/1/copies too_many_copies"], ErrorsOf(await ReadAsync(tooMany, 422)));
        Assert.Equal(
            ["/documents/0/copies number_out_of_range"],
            ErrorsOf(await ReadAsync(tooManyAbroad, 422))
        );
    }

    [Fact]
    public async Task Names_as_people_have_them_and_years_of_both_calendars_are_taken()
    {
        var order = bench.NewOrder();
        Set(order, "/subject/firstNameAr", "عبـد الرحمٰن");
        Set(order, "/subject/lastNameAr", "أيت ڭزولة - بن'علي");
        Set(order, "/subject/lastNameLat", "N’Aït Gzoula-Özil");
        Set(order, "/act/year", 1402);
        Set(order, "/act/calendar", "hijri");
        Set(order, "/subject/birthDate", JsonNode.Parse("""{ "year": 1982 }"""));

        using var response = await bench.PostAsync("orders", order);

        var subject = (await ReadAsync(response, 201)).GetProperty("subject");
        Assert.Equal("عبـد الرحمٰن", subject.GetProperty("firstNameAr").GetString());
        Assert.False(subject.GetProperty("birthDate").TryGetProperty("month", out _));
    }

    [Theory]
    [InlineData("ar-MA, fr;q=0.5", "ar", "هذا الحقل إلزامي.")]
    [InlineData("fr", "fr", "Ce champ est obligatoire.")]
    [InlineData("de, en;q=0.7", "en", "This field is required.")]
    [InlineData("de", "fr", "Ce champ est obligatoire.")]
    public async Task Messages_are_in_the_best_language_of_the_caller(
        string wish,
        string language,
        string message
    )
    {
        using var portal = bench.Hub.Portal(language: wish);
        var order = bench.NewOrder();
        order["purpose"] = null;

        using var response = await bench.PostAsync("orders", order, portal: portal);

        Assert.Equal([language], response.Content.Headers.ContentLanguage);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var error = (await ReadAsync(response, 422)).GetProperty("errors")[0];
        Assert.Equal(message, error.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("", "json_malformed")]
    [InlineData("{\"reference\": ", "json_malformed")]
    [InlineData("{\"reference\": \"\\ud800\"}", "json_malformed")]
    [InlineData("[]", "json_not_object")]
    [InlineData("{\"act\": {\"year\": 1980, \"year\": 1981}}", "json_duplicate_property")]
    [InlineData("{\"a\":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]}", "json_too_deep")]
    public async Task What_is_no_json_of_ours_is_refused_by_name_and_kept(string body, string code)
    {
        var key = Guid.NewGuid().ToString();

        using var response = await bench.PostTextAsync("orders", body, key);

        Assert.Equal(code, CodeOf(await ReadAsync(response, 400)));
        var kept = await bench.Hub.Store.ReadAsync(db =>
            db.ReceivedPayloads.SingleAsync(p => p.Key == key, Ct)
        );
        Assert.Equal((PayloadOutcome.Rejected, code), (kept.Outcome, kept.Code));
    }

    [Fact]
    public async Task A_body_of_another_kind_or_size_is_refused()
    {
        using var form = await PostAsync(new StringContent("a=b", Encoding.UTF8, "text/plain"));
        using var broken = new ByteArrayContent([(byte)'{', 0xFF, (byte)'}']);
        broken.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var notUtf8 = await PostAsync(broken);
        using var large = await bench.PostTextAsync("orders", new string(' ', 70_000) + "{}");

        Assert.Equal("media_type_unknown", CodeOf(await ReadAsync(form, 415)));
        Assert.Equal("json_malformed", CodeOf(await ReadAsync(notUtf8, 400)));
        Assert.Equal("body_too_large", CodeOf(await ReadAsync(large, 413)));
    }

    [Fact]
    public async Task An_address_where_nothing_is_answers_with_a_code()
    {
        using var response = await bench.Portal.GetAsync(new Uri("api/v1/nowhere", UriKind.Relative), Ct);

        Assert.Equal("not_found", CodeOf(await ReadAsync(response, 404)));
    }

    [Fact]
    public async Task A_key_without_the_scope_is_told_which_one_it_lacks()
    {
        await using var hub = HubApplication.Start(("Portal:Clients:0:Scopes:0", "orders:read"));
        using var portal = hub.Portal();

        using var response = await bench.PostAsync("orders", bench.NewOrder(), portal: portal);

        var problem = await ReadAsync(response, 403);
        Assert.Equal("scope_missing", CodeOf(problem));
        Assert.Contains("orders:write", problem.GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    private static void Set(JsonObject order, string place, JsonNode? value)
    {
        var steps = place.Split('/', StringSplitOptions.RemoveEmptyEntries);
        JsonNode node = order;
        foreach (var step in steps[..^1])
        {
            node = (node is JsonArray list ? list[int.Parse(step, null)] : node[step])!;
        }

        node[steps[^1]] = value;
    }

    private async Task<HttpResponseMessage> PostAsync(HttpContent content)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/v1/orders") { Content = content };
        message.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await bench.Portal.SendAsync(message, Ct);
    }
}
