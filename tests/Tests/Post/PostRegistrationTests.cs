using Adapters.Post;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tests.Architecture;

namespace Tests.Post;

public sealed class PostRegistrationTests
{
    [Fact]
    public void The_post_s_data_as_shipped_is_complete()
    {
        using var services = Add(
            ("TrackingEventsFile", Shipped("tracking-events.json")),
            ("CountriesFile", Shipped("countries.json"))
        );

        Assert.True(services.GetRequiredService<TrackingVocabulary>().Knows("EMI"));
        Assert.Equal("FRANCE", services.GetRequiredService<Countries>().Find("FR")!.PostalName);
    }

    [Fact]
    public void A_missing_file_and_a_wrong_one_are_both_named_before_the_start()
    {
        using var services = Add(
            ("TrackingEventsFile", Shipped("nowhere.json")),
            ("CountriesFile", Shipped("tracking-events.json"))
        );

        var refused = Assert.Throws<OptionsValidationException>(() =>
            services.GetRequiredService<IOptions<PostOptions>>().Value
        );

        Assert.Equal(2, refused.Failures.Count());
        Assert.Contains("nowhere.json", refused.Message, StringComparison.Ordinal);
        Assert.Contains("countries.json", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vocabulary_with_gaps_lists_them_all()
    {
        var refused = Assert.Throws<InvalidDataException>(() =>
            TrackingVocabulary.Read(
                """
                {
                  "events": [
                    { "code": "EMA", "status": "handed_over", "texts": { "ar": "أ", "fr": "a" } },
                    { "code": "EMA", "status": "handed_over", "texts": { "ar": "أ", "fr": "a", "en": "a" } },
                    { "code": "RET", "status": "returned", "texts": { "ar": "أ", "fr": "a", "en": "a" } }
                  ],
                  "reasons": [],
                  "actions": []
                }
                """
            )
        );

        Assert.Contains("'EMA' has no text in 'en'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'EMA' stands there twice", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'EMH' is missing", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "events": [], "reasons": [], "actions": [], "colour": 1 }""")]
    [InlineData("""{ "events": [] }""")]
    [InlineData(
        """{ "events": [{ "code": "EMA", "status": "flown", "texts": {} }], "reasons": [], "actions": [] }"""
    )]
    [InlineData("not json")]
    public void A_vocabulary_of_another_shape_is_refused(string json) =>
        Assert.Throws<InvalidDataException>(() => TrackingVocabulary.Read(json));

    [Fact]
    public void A_country_without_a_name_or_twice_is_refused_by_its_code()
    {
        var refused = Assert.Throws<InvalidDataException>(() =>
            Countries.Read(
                """
                [
                  { "code": "FR", "texts": { "ar": "فرنسا", "fr": "France" } },
                  { "code": "FR", "texts": { "ar": "فرنسا", "fr": "France", "en": "France" } }
                ]
                """
            )
        );

        Assert.Contains("'FR' has no name in 'en'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("twice", refused.Message, StringComparison.Ordinal);
        Assert.Contains("(MA) is missing", refused.Message, StringComparison.Ordinal);
    }

    private static string Shipped(string file) => Path.Combine(Repository.Root, "config", file);

    private static ServiceProvider Add(params (string Key, string Value)[] settings) =>
        new ServiceCollection()
            .AddPost(
                new ConfigurationBuilder()
                    .AddInMemoryCollection(
                        settings.Select(s =>
                            KeyValuePair.Create($"{PostOptions.Section}:{s.Key}", (string?)s.Value)
                        )
                    )
                    .Build()
            )
            .BuildServiceProvider();
}
