using System.Globalization;
using System.Text.RegularExpressions;
using Simulators.Scenario;

namespace Simulators.Gateway;

/// <summary>A form that a browser posted to the hosted page, checked as the gateway checks it.</summary>
internal sealed partial record HostedForm(
    string Oid,
    long AmountCentimes,
    bool Hold,
    Uri CallbackUrl,
    Uri OkUrl,
    Uri FailUrl,
    string Language,
    TimeSpan SessionTimeout,
    IReadOnlyList<KeyValuePair<string, string>> Fields
)
{
    private const string Dirham = "504";

    /// <summary>The form, or the code of what is wrong with it.</summary>
    public static (HostedForm? Form, string? Problem) Read(string body, GatewaySettings settings)
    {
        var fields = FormText.Parse(body);
        return FindProblem(fields, settings) is { } problem ? (null, problem) : (Build(fields), null);
    }

    private static string? FindProblem(List<KeyValuePair<string, string>> fields, GatewaySettings settings)
    {
        if (fields.Value("HASH") != Ver3Hash.Of(fields, settings.StoreKey))
        {
            return "bad_hash";
        }

        return Requirements(settings)
            .Where(requirement => !requirement.Holds(fields.Value(requirement.Field) ?? ""))
            .Select(requirement => "bad_" + requirement.Field.ToLowerInvariant())
            .FirstOrDefault();
    }

    private static IEnumerable<(string Field, Func<string, bool> Holds)> Requirements(
        GatewaySettings settings
    ) =>
        [
            ("clientid", value => value == settings.ClientId),
            ("storetype", value => value == "3D_PAY_HOSTING"),
            ("trantype", value => value is "PreAuth" or "Auth"),
            ("amount", value => AmountShape().IsMatch(value)),
            ("currency", value => value == Dirham),
            ("oid", value => value.Length is > 0 and <= 64 && !value.Any(char.IsWhiteSpace)),
            ("okUrl", IsWebAddress),
            ("failUrl", IsWebAddress),
            ("callbackUrl", IsWebAddress),
            ("shopurl", IsWebAddress),
            ("lang", value => value is "ar" or "fr" or "en"),
            ("email", value => value.Contains('@')),
            ("BillToName", value => value.Trim().Length > 0),
            ("rnd", value => value.Length > 0),
            ("hashAlgorithm", value => value == "ver3"),
            ("sessiontimeout", value => int.TryParse(value, out var seconds) && seconds is >= 30 and <= 2700),
        ];

    private static HostedForm Build(List<KeyValuePair<string, string>> fields) =>
        new(
            fields.Value("oid")!,
            (long)(decimal.Parse(fields.Value("amount")!, CultureInfo.InvariantCulture) * 100),
            fields.Value("trantype") == "PreAuth",
            new Uri(fields.Value("callbackUrl")!),
            new Uri(fields.Value("okUrl")!),
            new Uri(fields.Value("failUrl")!),
            fields.Value("lang")!,
            TimeSpan.FromSeconds(int.Parse(fields.Value("sessiontimeout")!, CultureInfo.InvariantCulture)),
            fields
        );

    private static bool IsWebAddress(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    [GeneratedRegex(
        @"^[0-9]{1,9}(\.[0-9]{2})?$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 100
    )]
    private static partial Regex AmountShape();
}
