using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Audit;
using Microsoft.EntityFrameworkCore;
using Tests.Attachments;
using Tests.Simulation;
using static Tests.Api.PortalBench;

namespace Tests.Api;

/// <summary>Bureaus, quotes and attachments.</summary>
public sealed class CatalogueApiTests(PortalBench bench) : IClassFixture<PortalBench>
{
    private static readonly byte[] Png = TestFiles.Png();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Dar Lamane", "DAR LAMANE")]
    [InlineData("48e arrondissement", "48")]
    [InlineData("48 ème", "48")]
    [InlineData("bureau du 48ème arrondissement", "48")]
    [InlineData("الملحقة الإدارية رقم ٤٨", "48")]
    [InlineData("عين الشق", "AIN CHOCK")]
    [InlineData("صخور سوداء", "ASSOUKHOUR")]
    [InlineData("الصُّخُور السوداء", "ASSOUKHOUR")]
    [InlineData("دار لامان", "DAR LAMANE")]
    [InlineData("درب الكبير", "DERB EL KABIR")]
    [InlineData("Lahrawine", "LAHRAOUINE")]
    [InlineData("sidi barnoussi", "BERNOUSSI")]
    [InlineData("Assaouda", "ASSAOUDA")]
    [InlineData("chok", "CHOCK")]
    public async Task Bureaus_are_found_by_what_people_call_them(string query, string expected)
    {
        var page = await bench.GetAsync("bureaus?query=" + Uri.EscapeDataString(query));

        var first = page.GetProperty("bureaus")[0];
        Assert.Contains(expected, first.GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_ambiguous_name_gives_every_candidate_and_a_word_that_names_none_gives_nothing()
    {
        var central = await bench.GetAsync("bureaus?query=central");
        var none = await bench.GetAsync("bureaus?query=Tombouctou");
        var common = await bench.GetAsync("bureaus?query=" + Uri.EscapeDataString("bureau d'état civil"));

        Assert.InRange(central.GetProperty("bureaus").GetArrayLength(), 15, 17);
        Assert.Equal(0, none.GetProperty("bureaus").GetArrayLength());
        Assert.Equal(0, common.GetProperty("bureaus").GetArrayLength());
    }

    [Fact]
    public async Task The_whole_directory_is_read_page_by_page()
    {
        var codes = new List<string>();
        for (string? after = ""; after is not null; )
        {
            var page = await bench.GetAsync($"bureaus?limit=50&after={after}");
            codes.AddRange(
                page.GetProperty("bureaus").EnumerateArray().Select(b => b.GetProperty("code").GetString()!)
            );
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        Assert.Equal(codes.Distinct().Count(), codes.Count);
        Assert.Equal(
            bench.Hub.Get<Hub.Catalogue.ReferenceCatalogue>().Bureaus.Count(b => b.Active),
            codes.Count
        );
    }

    [Fact]
    public async Task A_quote_is_what_the_order_of_that_day_costs()
    {
        var order = bench.NewOrder();
        using var response = await bench.PostAsync(
            "quotes",
            new JsonObject
            {
                ["documents"] = order["documents"]!.DeepClone(),
                ["bureau"] = "CHK-02",
                ["country"] = "MA",
            }
        );
        var quote = await ReadAsync(response, 200);

        var placed = await bench.PlaceAsync(order);

        Assert.Equal("2026-11-24", quote.GetProperty("date").GetString());
        Assert.True(JsonElement.DeepEquals(placed.GetProperty("price"), quote.GetProperty("price")));
        Assert.True(JsonElement.DeepEquals(placed.GetProperty("documents"), quote.GetProperty("documents")));
    }

    [Fact]
    public async Task Prices_changed_on_the_day_the_post_changed_them_and_began_with_the_service()
    {
        var before = await TotalAsync("2023-08-14");
        var after = await TotalAsync("2023-08-15");
        using var never = await bench.PostAsync("quotes", Quote("1999-01-01"));

        Assert.NotEqual(before, after);
        Assert.Equal("no_tariff", CodeOf(await ReadAsync(never, 422)));
    }

    [Theory]
    [InlineData("PDF", "application/pdf")]
    [InlineData("JPEG", "image/jpeg")]
    [InlineData("PNG", "image/png")]
    public async Task A_file_is_known_by_its_content_and_an_order_may_name_it(string kind, string mediaType)
    {
        byte[] content = kind switch
        {
            "PDF" => TestFiles.Pdf(),
            "JPEG" => TestFiles.Jpeg(),
            _ => Png,
        };
        using var response = await SendAsync(content, "misnamed.txt");
        var attachment = await ReadAsync(response, 201);
        var id = attachment.GetProperty("id").GetString();
        var order = bench.NewOrder();
        order["attachments"] = new JsonArray(id);

        var placed = await bench.PlaceAsync(order);

        Assert.Equal(mediaType, attachment.GetProperty("mediaType").GetString());
        Assert.Equal(id, placed.GetProperty("attachments")[0].GetString());
    }

    [Fact]
    public async Task A_file_sent_twice_under_one_key_is_one_attachment_whatever_the_boundary()
    {
        var key = Guid.NewGuid().ToString();

        using var first = await SendAsync(Png, "a.png", key);
        using var again = await SendAsync(Png, "a.png", key);

        Assert.Equal(
            (await ReadAsync(first, 201)).GetProperty("id").GetString(),
            (await ReadAsync(again, 201)).GetProperty("id").GetString()
        );
    }

    [Fact]
    public async Task An_order_names_no_file_of_another_portal()
    {
        using var response = await SendAsync(Png, "a.png");
        var id = (await ReadAsync(response, 201)).GetProperty("id").GetString();
        using var other = bench.Hub.Portal(HubApplication.OtherPortalKey);
        var order = bench.NewOrder();
        order["attachments"] = new JsonArray(id);

        using var refused = await bench.PostAsync("orders", order, portal: other);

        Assert.Equal(["/attachments/0 attachment_unknown"], ErrorsOf(await ReadAsync(refused, 422)));
    }

    [Fact]
    public async Task Files_of_other_kinds_larger_ones_and_none_at_all_are_refused()
    {
        using var program = await SendAsync([.. "MZ…"u8], "extract.pdf");
        using var large = await SendAsync([.. Png, .. new byte[3 * 1024 * 1024]], "large.png");
        using var empty = await SendAsync([], "empty.png");
        using var huge = await SendAsync(TestFiles.Png(100_000, 100_000), "huge.png");
        using var cut = await SendAsync(Png[..^4], "cut.png");
        using var json = await bench.PostAsync("attachments", new JsonObject());

        Assert.Equal("attachment_kind_unknown", CodeOf(await ReadAsync(program, 422)));
        Assert.Contains("64", await huge.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal("attachment_too_many_pixels", CodeOf(await ReadAsync(huge, 422)));
        Assert.Equal("attachment_unreadable", CodeOf(await ReadAsync(cut, 422)));
        Assert.Equal("body_too_large", CodeOf(await ReadAsync(large, 413)));
        Assert.Equal(["/file field_missing"], ErrorsOf(await ReadAsync(empty, 422)));
        Assert.Equal("multipart_expected", CodeOf(await ReadAsync(json, 415)));
    }

    [Fact]
    public async Task A_refused_file_is_among_what_was_refused_without_its_content()
    {
        var file = TestFiles.Pdf(1, "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>");
        var key = Guid.NewGuid().ToString();

        using var response = await SendAsync(file, "family.pdf", key);
        using var again = await SendAsync(file, "family.pdf", key);

        Assert.Equal("attachment_active", CodeOf(await ReadAsync(response, 422)));
        Assert.Equal("attachment_active", CodeOf(await ReadAsync(again, 422)));
        var kept = await bench.Hub.Store.ReadAsync(db =>
            db.ReceivedPayloads.SingleAsync(p => p.Key == key, Ct)
        );
        Assert.Equal((PayloadOutcome.Rejected, "attachment_active"), (kept.Outcome, kept.Code));
        Assert.Equal(file.Length, JsonElement.Parse(kept.Content).GetProperty("size").GetInt32());
        Assert.Equal(-1, kept.Content.AsSpan().IndexOf("JavaScript"u8));
    }

    [Fact]
    public async Task A_second_file_in_one_form_is_refused_and_not_passed_over()
    {
        using var two = await SendAsync(Png, "first.png", and: Png);

        Assert.Equal(["/file field_twice"], ErrorsOf(await ReadAsync(two, 422)));
    }

    private static JsonObject Quote(string date) =>
        new()
        {
            ["documents"] = JsonNode.Parse(
                """[{ "type": "birth-full-copy", "language": "ar", "copies": 1 }]"""
            ),
            ["country"] = "MA",
            ["date"] = date,
        };

    private async Task<string?> TotalAsync(string date)
    {
        using var response = await bench.PostAsync("quotes", Quote(date));
        return (await ReadAsync(response, 200)).GetProperty("price").GetProperty("total").GetString();
    }

    private async Task<HttpResponseMessage> SendAsync(
        byte[] content,
        string name,
        string? key = null,
        byte[]? and = null
    )
    {
        using var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var form = new MultipartFormDataContent(Guid.NewGuid().ToString()) { { file, "file", name } };
        if (and is not null)
        {
            form.Add(new ByteArrayContent(and), "file", "second.png");
        }

        using var message = new HttpRequestMessage(HttpMethod.Post, "api/v1/attachments") { Content = form };
        message.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        return await bench.Portal.SendAsync(message, Ct);
    }
}
