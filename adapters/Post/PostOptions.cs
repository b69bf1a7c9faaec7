using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Adapters.Post;

/// <summary>What we know about the post as data. Its folders are the exchange's business.</summary>
public sealed class PostOptions
{
    public const string Section = "Adapters:Post";

    /// <summary>The zone of the post's wall clocks.</summary>
    public const string Casablanca = "Africa/Casablanca";

    /// <summary>Meanings and texts of tracking codes; see <see cref="TrackingVocabulary"/>.</summary>
    [Required]
    public string TrackingEventsFile { get; init; } = "config/tracking-events.json";

    /// <summary>Where letters may go; see <see cref="Countries"/>.</summary>
    [Required]
    public string CountriesFile { get; init; } = "config/countries.json";
}

[OptionsValidator]
internal sealed partial class PostOptionsValidator : IValidateOptions<PostOptions>;

/// <summary>Refuses to start when one of the files is missing or wrong, naming everything that is.</summary>
internal sealed class PostFilesValidator : IValidateOptions<PostOptions>
{
    public ValidateOptionsResult Validate(string? name, PostOptions options)
    {
        var problems = new List<string>();
        Try(problems, options.TrackingEventsFile, text => TrackingVocabulary.Read(text));
        Try(problems, options.CountriesFile, text => Countries.Read(text));
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void Try(List<string> problems, string path, Action<string> read)
    {
        try
        {
            read(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            problems.Add($"{PostOptions.Section}: {exception.Message}");
        }
    }
}
