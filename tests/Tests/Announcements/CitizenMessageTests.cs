using Hub.Announcements;
using Hub.Catalogue;
using Hub.Orders;
using Microsoft.Extensions.Options;

namespace Tests.Announcements;

public sealed class CitizenMessageTests
{
    private const string Gsm =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà{}";

    [Fact]
    public async Task The_citizen_is_written_to_once_per_phase_whatever_happens_inside_it()
    {
        await using var bench = await AnnouncementBench.OpenAsync();

        var order = await bench.OrderAsync();
        await bench.MoveAsync(
            order,
            OrderState.Paid,
            OrderState.AtBureau,
            OrderState.Rerouted,
            OrderState.Routed,
            OrderState.AtBureau,
            OrderState.Issued
        );
        await bench.RunAsync(TimeSpan.FromHours(1));

        Assert.Equal(
            [
                $"mail.{order}.created",
                $"mail.{order}.in_progress",
                $"mail.{order}.issued",
                $"mail.{order}.paid",
            ],
            bench
                .Mail.Messages.Select(m => m.MessageId.Trim('<', '>').Split('@')[0])
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(4, bench.Sms.Messages.Count);
    }

    [Fact]
    public async Task An_arabic_mail_isolates_what_is_inserted()
    {
        await using var bench = await AnnouncementBench.OpenAsync();

        await bench.OrderAsync("ar");
        await bench.RunAsync(TimeSpan.FromMinutes(1));

        var mail = Assert.Single(bench.Mail.Messages).Parse();
        Assert.Equal("تم تسجيل طلبكم \u2068CASA-2026-000001\u2069", mail.Subject);
        Assert.Contains("\u2068Saïd M'Barek\u2069", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("\u206852,20 درهم\u2069", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("{", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_night_a_mail_goes_out_and_a_short_message_waits_for_the_morning()
    {
        var evening = AtCasablanca("2026-11-23T21:30");
        await using var bench = await AnnouncementBench.OpenAsync(start: evening);

        await bench.OrderAsync();
        await bench.RunAsync(TimeSpan.FromDays(1));

        Assert.Equal(evening, Assert.Single(bench.Mail.Messages).ReceivedAt);
        Assert.Equal(AtCasablanca("2026-11-24T08:00"), Assert.Single(bench.Sms.Messages).ReceivedAt);
    }

    [Theory]
    [InlineData("2026-07-01T20:59", "2026-07-01T20:59")]
    [InlineData("2026-07-01T21:00", "2026-07-02T08:00")]
    [InlineData("2026-07-02T00:30", "2026-07-02T08:00")]
    [InlineData("2026-07-02T07:59", "2026-07-02T08:00")]
    [InlineData("2026-07-02T08:00", "2026-07-02T08:00")]
    [InlineData("2026-12-31T23:59", "2027-01-01T08:00")]
    public void Nobodys_phone_rings_between_nine_and_eight(string local, string allowed)
    {
        var quiet = new QuietHours(Options.Create(new AnnouncementOptions()));

        Assert.Equal(AtCasablanca(allowed), quiet.NextAllowed(AtCasablanca(local)));
    }

    [Fact]
    public void Every_phase_has_a_mail_and_a_short_message_and_french_ones_fit_the_short_alphabet()
    {
        var problems = new List<string>();
        var texts = Texts.Read(Path.Combine(Architecture.Repository.Root, "config", "texts"), problems);

        Assert.Empty(problems);
        foreach (var phase in Enum.GetValues<PublicPhase>().Select(p => p.ToWireName()))
        {
            Assert.NotNull(texts.Find("ar", $"mail.{phase}.subject"));
            Assert.NotNull(texts.Find("ar", $"mail.{phase}.body"));
            Assert.NotNull(texts.Find("ar", $"sms.{phase}"));
            var french = texts.Get(
                "fr",
                $"sms.{phase}",
                ("tracking", "CASA-2026-000001"),
                ("item", "RR123456789MA"),
                ("amount", "1234,50 DH")
            );
            Assert.True(french.Length <= 160, french);
            Assert.All(french, letter => Assert.Contains(letter, Gsm));
        }
    }

    private static DateTimeOffset AtCasablanca(string local) =>
        NodaTime
            .Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm")
            .Parse(local)
            .Value.InZoneStrictly(NodaTime.DateTimeZoneProviders.Tzdb["Africa/Casablanca"])
            .ToDateTimeOffset()
            .ToUniversalTime();
}
