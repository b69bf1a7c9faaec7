using System.Globalization;
using Adapters.Exchange;

namespace Adapters.Registries;

/// <summary>The <c>REQ</c> file: one row per line of each request (protocols.md §3b).</summary>
public static class RequestFile
{
    /// <summary>The columns, in the order they are written.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        "record",
        "request_id",
        "line",
        "document",
        "language",
        "copies",
        "act_number",
        "act_suffix",
        "register_part",
        "act_year",
        "calendar",
        "first_name_ar",
        "last_name_ar",
        "first_name_lat",
        "last_name_lat",
        "sex",
        "birth_year",
        "birth_month",
        "birth_day",
        "father_first_name_ar",
        "mother_first_name_ar",
        "mother_last_name_ar",
        "requester_relation",
        "due_on",
    ];

    /// <summary>The bytes of a file with these requests, or the field the bureau's charset cannot hold.</summary>
    public static ComposedFile Compose(
        ExchangeFileName name,
        IEnumerable<ExtractRequest> requests,
        CsvProfile profile
    )
    {
        using var file = new RecordFileWriter(Columns, profile);
        file.AddHeader(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["request_id"] = name.ToString() }
        );
        foreach (var request in requests)
        {
            foreach (var line in request.Lines)
            {
                file.AddRow(ToRow(request, line, profile));
            }
        }

        return file.Finish();
    }

    private static Dictionary<string, string> ToRow(
        ExtractRequest request,
        ExtractLine line,
        CsvProfile profile
    )
    {
        var (act, subject) = (request.Act, request.Subject);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["request_id"] = request.RequestId,
            ["line"] = Text(line.Line),
            ["document"] = line.Document,
            ["language"] = line.Language,
            ["copies"] = Text(line.Copies),
            ["act_number"] = act.Number,
            ["act_suffix"] = act.Suffix ?? "",
            ["register_part"] = act.RegisterPart ?? "",
            ["act_year"] = Text(act.Year),
            ["calendar"] = act.Calendar,
            ["first_name_ar"] = subject.FirstNameAr,
            ["last_name_ar"] = subject.LastNameAr,
            ["first_name_lat"] = subject.FirstNameLat ?? "",
            ["last_name_lat"] = subject.LastNameLat ?? "",
            ["sex"] = subject.Sex,
            ["birth_year"] = Text(subject.BirthYear),
            ["birth_month"] = Text(subject.BirthMonth),
            ["birth_day"] = Text(subject.BirthDay),
            ["father_first_name_ar"] = subject.FatherFirstNameAr,
            ["mother_first_name_ar"] = subject.MotherFirstNameAr,
            ["mother_last_name_ar"] = subject.MotherLastNameAr ?? "",
            ["requester_relation"] = request.RequesterRelation,
            ["due_on"] = profile.WriteDay(request.DueOn),
        };
    }

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
