using System.Globalization;
using Hub.Catalogue;

namespace Hub.Pages.Shell;

/// <summary>The words of the pages in the language of the request (<c>config/texts/*/pages.json</c>).</summary>
internal sealed class PageText(ReferenceCatalogue catalogue)
{
    /// <summary>The text under <paramref name="key"/>.</summary>
    public string this[string key] => catalogue.Texts.Get(Language.Current.Code, key);

    /// <summary>The text under <paramref name="key"/> with <c>{name}</c> replaced by isolated values.</summary>
    public string Format(string key, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var text = this[key];
        foreach (var (name, value) in values)
        {
            // First strong isolate … pop: a number or code never reorders the sentence around it.
            text = text.Replace(
                "{" + name + "}",
                string.Create(CultureInfo.InvariantCulture, $"\u2068{value}\u2069"),
                StringComparison.Ordinal
            );
        }

        return text;
    }

    /// <summary>The text under the first key that somebody wrote one for, or <paramref name="fallback"/>.</summary>
    public string First(string fallback, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (catalogue.Texts.Find(Language.Current.Code, key) is { } text)
            {
                return text;
            }
        }

        return fallback;
    }

    /// <summary>What a fault's code means, wherever its words stand; the code itself when nobody wrote any.</summary>
    public string Fault(string? code)
    {
        foreach (
            var key in (string[])
                [$"fault.{code}", $"incident.{code}.meaning", $"api.problem.{code}", $"api.field.{code}"]
        )
        {
            // Words that want a value filled in were written for the moment of the fault.
            if (
                catalogue.Texts.Find(Language.Current.Code, key) is { } text
                && !text.Contains('{', StringComparison.Ordinal)
            )
            {
                return text;
            }
        }

        return code ?? "–";
    }

    /// <summary>The text under <paramref name="key"/>, or what follows its first dot when nobody wrote one.</summary>
    public string OrCode(string key) =>
        catalogue.Texts.Find(Language.Current.Code, key)
        ?? key[(key.IndexOf('.', StringComparison.Ordinal) + 1)..];
}
