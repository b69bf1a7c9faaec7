using Hub.Catalogue;
using Hub.Orders;

namespace Hub.Announcements;

/// <summary>
/// Messages to citizens out of the templates <c>mail.{phase}.subject</c>, <c>mail.{phase}.body</c> and <c>sms.{phase}</c>
/// (<c>config/texts/{ar,fr}/citizen.json</c>): as they go out, and as the preview shows them.
/// </summary>
internal sealed class MessageTexts(ReferenceCatalogue catalogue)
{
    /// <summary>The mail of a phase, or null when nobody wrote one.</summary>
    public (string Subject, string Body)? Mail(
        string language,
        PublicPhase phase,
        (string Name, string Value)[] values
    )
    {
        var name = phase.ToWireName();
        var texts = catalogue.Texts;
        if (texts.Find(language, $"mail.{name}.body") is null)
        {
            return null;
        }

        var isolated = Array.ConvertAll(values, value => (value.Name, IsolatedText.Of(value.Value)));
        return (
            texts.Get(language, $"mail.{name}.subject", isolated),
            texts.Get(language, $"mail.{name}.body", isolated)
                + texts.Get(language, "mail.signature", isolated)
        );
    }

    /// <summary>The short message of a phase, or null when nobody wrote one.</summary>
    public string? Sms(string language, PublicPhase phase, (string Name, string Value)[] values)
    {
        var key = "sms." + phase.ToWireName();
        if (catalogue.Texts.Find(language, key) is null)
        {
            return null;
        }

        // One isolating mark would turn a French message of the short alphabet into one of three times the price.
        var shown =
            language == "ar"
                ? Array.ConvertAll(values, value => (value.Name, IsolatedText.Of(value.Value)))
                : values;
        return catalogue.Texts.Get(language, key, shown);
    }
}
