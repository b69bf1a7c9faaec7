using System.Net;
using System.Text.RegularExpressions;
using Simulators.Gateway;
using Simulators.Sandbox;
using Simulators.Scenario;
using Tests.Architecture;

namespace Tests.Simulation;

/// <summary>The sandbox's portal, counters and card pages speak Arabic, French and English; Arabic from right to left.</summary>
public sealed partial class SandboxPageTests
{
    private static readonly Bureaus bureaus = Bureaus.Read(Path.Combine(Repository.Root, "config"));

    /// <summary>Names that are written in Latin letters in every language.</summary>
    private static readonly string[] names = ["CMI", "3-D Secure", "SMS", "Français", "English"];

    [Theory]
    [InlineData("ar", "rtl", "بوابة التجريب")]
    [InlineData("fr", "ltr", "Portail du bac à sable")]
    [InlineData("en", "ltr", "Sandbox portal")]
    [InlineData("xx", "rtl", "بوابة التجريب")]
    public void The_portal_s_page_is_in_the_language_asked_for(string asked, string direction, string title)
    {
        var page = Portal(asked);

        Assert.Contains($" dir=\"{direction}\"", page, StringComparison.Ordinal);
        Assert.Contains($"<h1>{WebUtility.HtmlEncode(title)}</h1>", page, StringComparison.Ordinal);
        foreach (var (code, _) in PageFrame.Languages)
        {
            Assert.Contains($"href=\"?lang={code}\"", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Nothing_on_an_Arabic_page_was_left_in_another_language()
    {
        var card = HostedPageText.Of("ar");

        Assert.Empty(LatinWords(Portal("ar")));
        Assert.Empty(LatinWords(card.CardPage(Form("ar"), "ab12")));
        Assert.Empty(LatinWords(card.ResultPage(Form("ar"), "ab12", approved: false, [])));
        Assert.Empty(LatinWords(card.ProblemPage("session_expired")));
        Assert.Empty(LatinWords(CounterText.Of("ar", "agency").Form("1", "2")));
    }

    [Theory]
    [InlineData("ar")]
    [InlineData("fr")]
    [InlineData("en")]
    public void Every_story_method_jump_and_card_has_words_of_its_own(string language)
    {
        var words = SandboxText.Of(language);

        Assert.Equal(Enum.GetValues<SandboxStory>(), words.Stories.Select(s => s.Story));
        Assert.Equal(Enum.GetValues<PayBy>(), words.Methods.Select(m => m.Method));
        Assert.Equal(7, words.Days.Distinct().Count());
        Assert.Equal(words.Stories.Count, words.Stories.Select(s => s.Says).Distinct().Count());
        Assert.Equal(
            TestCards.All.Count,
            TestCards.All.Select(card => CardWords.Of(language, card)).Distinct().Count()
        );
        Assert.Subset(words.Types.Keys.ToHashSet(), bureaus.All.Select(b => b.Type).ToHashSet());
    }

    [Fact]
    public void What_is_written_on_the_page_is_escaped()
    {
        var page = SandboxPageText.Forward(
            SandboxText.Of("fr"),
            "https://gateway.example/?a=1&b=\"2\"",
            [KeyValuePair.Create("BillToName", "<script>\"x\"</script>")]
        );

        Assert.DoesNotContain("<script>\"x\"", page, StringComparison.Ordinal);
        Assert.Contains("a=1&amp;b=&quot;2&quot;", page, StringComparison.Ordinal);
    }

    private static string Portal(string language) =>
        SandboxPageText.Page(SandboxText.Of(language), bureaus.All, "2026-11-23 09:00", "");

    private static HostedForm Form(string language) =>
        new(
            "CASA-2026-000001-1",
            50_00,
            Hold: false,
            new Uri("https://hub.example/callback"),
            new Uri("https://hub.example/ok"),
            new Uri("https://hub.example/fail"),
            language,
            TimeSpan.FromMinutes(30),
            []
        );

    /// <summary>Words in Latin letters that a reader sees, but for codes, numbers and names.</summary>
    private static List<string> LatinWords(string html)
    {
        var text = WebUtility.HtmlDecode(Tag().Replace(Unread().Replace(html, " "), " "));
        foreach (var name in names)
        {
            text = text.Replace(name, " ", StringComparison.Ordinal);
        }

        return [.. Latin().Matches(text).Select(m => m.Value).Where(word => !Code().IsMatch(word))];
    }

    [GeneratedRegex(
        "<(?<tag>style|script|code|bdi)\\b.*?</\\k<tag>>",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Unread();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex("[A-Za-z][A-Za-z0-9'’-]*", RegexOptions.None, 1000)]
    private static partial Regex Latin();

    [GeneratedRegex("^[A-Z]{2,4}-[A-Z0-9-]+$", RegexOptions.None, 1000)]
    private static partial Regex Code();
}
