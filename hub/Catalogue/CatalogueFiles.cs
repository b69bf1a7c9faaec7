using System.Collections.Frozen;
using System.Text.Json;
using Adapters.Exchange;

namespace Hub.Catalogue;

/// <summary>Reads the reference data from its folder and reports every problem of every file at once.</summary>
internal static class CatalogueFiles
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>One consistent reading.</summary>
    /// <exception cref="InvalidOperationException">Something is wrong; the message lists all of it.</exception>
    public static ReferenceData Read(string folder)
    {
        var problems = new List<string>();
        var calendars = CalendarFiles.Read(Path.Combine(folder, "calendars"), problems);
        var types = ReadTypes(folder, problems);
        var bureaus = ReadBureaus(folder, types, calendars, problems);
        var reasons = ReadReasons(folder, problems);
        var texts = Texts.Read(Path.Combine(folder, "texts"), problems);
        return problems.Count == 0
            ? new ReferenceData(bureaus, reasons, calendars, texts)
            : throw new InvalidOperationException(
                "The reference data has problems:\n" + string.Join('\n', problems)
            );
    }

    private static Dictionary<string, BureauType> ReadTypes(string folder, List<string> problems)
    {
        var types = new Dictionary<string, BureauType>(StringComparer.Ordinal);
        var file = Parse<Dictionary<string, TypeEntry>>(Path.Combine(folder, "bureau-types.json"), problems);
        foreach (var (code, entry) in file ?? [])
        {
            if (
                entry.Channel is not ("rest" or "sftp" or "desk")
                || string.IsNullOrEmpty(entry.Process)
                || entry.MaxCopies < 1
            )
            {
                problems.Add(
                    $"bureau-types.json: '{code}' needs a process, a channel (rest, sftp, desk) and maxCopies."
                );
                continue;
            }

            types.Add(code, new BureauType(code, entry.Process, entry.Channel, entry.MaxCopies));
        }

        return types;
    }

    private static List<Bureau> ReadBureaus(
        string folder,
        Dictionary<string, BureauType> types,
        Workflows.Time.WorkingCalendars calendars,
        List<string> problems
    )
    {
        var bureaus = new List<Bureau>();
        var codes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (line, row) in CsvTable.Read(File.ReadAllText(Path.Combine(folder, "bureaus.csv"))))
        {
            var code = row.GetValueOrDefault("code", "");
            if (code.Length == 0 || !codes.Add(code))
            {
                problems.Add($"bureaus.csv:{line}: the code is missing or used twice.");
            }
            else if (!types.TryGetValue(row.GetValueOrDefault("type", ""), out var type))
            {
                problems.Add(
                    $"bureaus.csv:{line}: '{code}' has a type that bureau-types.json does not name."
                );
            }
            else if (!calendars.TryGet(row.GetValueOrDefault("calendar", ""), out _))
            {
                problems.Add($"bureaus.csv:{line}: '{code}' has a calendar that does not exist.");
            }
            else
            {
                bureaus.Add(ToBureau(code, row, type));
            }
        }

        return bureaus;
    }

    private static Bureau ToBureau(string code, IReadOnlyDictionary<string, string> row, BureauType type) =>
        new(
            code,
            row["source_label"],
            row["display_name"],
            row["prefecture"],
            row["arrondissement"],
            row["arrondissement_ar"],
            type,
            row["calendar"],
            row["aliases"].Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            row["active"] == "yes"
        );

    private static FrozenDictionary<string, Reason> ReadReasons(string folder, List<string> problems)
    {
        var reasons = Parse<List<Reason>>(Path.Combine(folder, "reasons.json"), problems) ?? [];
        foreach (var reason in reasons)
        {
            if (
                reason.Refundable is not ("yes" or "no" or "partial")
                || !Texts.Languages.All(reason.Texts.ContainsKey)
            )
            {
                problems.Add(
                    $"reasons.json: '{reason.Code}' needs refundable (yes, no, partial) and texts in ar, fr, en."
                );
            }
        }

        return reasons.ToFrozenDictionary(reason => reason.Code, StringComparer.Ordinal);
    }

    private static T? Parse<T>(string path, List<string> problems)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), Json);
        }
        catch (Exception exception) when (exception is JsonException or IOException)
        {
            problems.Add($"{Path.GetFileName(path)}: {exception.Message}");
            return null;
        }
    }

    private sealed record TypeEntry(string? Process, string? Channel, int MaxCopies);
}
