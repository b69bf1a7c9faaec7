using System.Globalization;
using System.Text.RegularExpressions;
using Hub.Orders;
using NodaTime;

namespace Hub.Api.Reading;

/// <summary>Reads the people of an order: the one the act is about, the parents, the one who orders.</summary>
internal static partial class PersonReading
{
    private const int MaxName = 60;
    private const int MaxFullName = 120;
    private const int MaxEmail = 254;
    private const int FirstYear = 1900;
    private static readonly string[] Sexes = ["male", "female", "m", "f", "M", "F"];
    private static readonly string[] Relations =
    [
        "self",
        "parent",
        "child",
        "spouse",
        "guardian",
        "mandated",
    ];

    /// <summary>The subject; null when a required part is missing or wrong.</summary>
    public static Subject? ReadSubject(FieldReader subject, LocalDate today)
    {
        var first = ArabicName(subject, "firstNameAr", required: true);
        var last = ArabicName(subject, "lastNameAr", required: true);
        var firstLat = LatinName(subject, "firstNameLat");
        var lastLat = LatinName(subject, "lastNameLat");
        var sex = ReadSex(subject);
        var birth = ReadBirthDate(subject.Object("birthDate"), today);
        var father = ReadParent(subject.Object("father"), lastNameRequired: false);
        var mother = ReadParent(subject.Object("mother"), lastNameRequired: true);
        subject.RefuseOthers();
        return
            first is null || last is null || sex is null || birth is null || father is null || mother is null
            ? null
            : new Subject(first, last, firstLat, lastLat, sex, birth, father, mother);
    }

    /// <summary>The requester; null when a required part is missing or wrong.</summary>
    public static Requester? ReadRequester(FieldReader requester)
    {
        var relation = requester.Choice("relation", Relations);
        var name = requester.Text("name", MaxFullName);
        var email = Matching(requester, "email", MaxEmail, Email(), "email_malformed", required: true);
        var phone = Matching(requester, "phone", 20, Phone(), "phone_malformed", required: true);
        var cnie = requester.Text("cnie", 12, required: false)?.ToUpperInvariant();
        if (cnie is not null && !Cnie().IsMatch(cnie))
        {
            requester.Refuse("cnie", "cnie_malformed");
        }

        requester.RefuseOthers();
        return relation is null || name is null || email is null || phone is null
            ? null
            : new Requester(relation, name, email, phone, cnie);
    }

    // Portals and registers abbreviate; from here on there is one word.
    private static string? ReadSex(FieldReader subject) =>
        subject.Choice("sex", Sexes) switch
        {
            "m" or "M" => "male",
            "f" or "F" => "female",
            var sex => sex,
        };

    private static Parent? ReadParent(FieldReader parent, bool lastNameRequired)
    {
        var first = ArabicName(parent, "firstNameAr", required: true);
        var last = ArabicName(parent, "lastNameAr", lastNameRequired);
        var firstLat = LatinName(parent, "firstNameLat");
        var lastLat = LatinName(parent, "lastNameLat");
        parent.RefuseOthers();
        return first is null || (lastNameRequired && last is null)
            ? null
            : new Parent(first, last, firstLat, lastLat);
    }

    private static PartialDate? ReadBirthDate(FieldReader date, LocalDate today)
    {
        var year = date.Number("year", FirstYear, today.Year);
        var month = date.Number("month", 1, 12, required: false);
        var day = date.Number("day", 1, 31, required: false);
        date.RefuseOthers();
        if (year is not { } y)
        {
            return null;
        }

        if (date.Has("day") && !date.Has("month"))
        {
            date.Refuse("month", "field_missing");
        }
        else if (month is { } m && day is { } d && d > CalendarSystem.Iso.GetDaysInMonth(y, m))
        {
            date.Refuse("day", "date_impossible");
        }
        else if (y == today.Year && month is { } mm && new LocalDate(y, mm, day ?? 1) > today)
        {
            date.Refuse(day is null ? "month" : "day", "date_in_future");
        }

        return new PartialDate(y, month, day);
    }

    private static string? ArabicName(FieldReader person, string field, bool required)
    {
        var name = person.Text(field, MaxName, required);
        if (name is null || (name.Any(IsArabic) && !name.Any(c => char.IsLetter(c) && !IsArabic(c))))
        {
            return name;
        }

        person.Refuse(field, "name_not_arabic");
        return null;
    }

    private static string? LatinName(FieldReader person, string field)
    {
        var name = person.Text(field, MaxName, required: false);
        if (name is null || (name.Any(IsLatin) && !name.Any(c => char.IsLetter(c) && !IsLatin(c))))
        {
            return name;
        }

        person.Refuse(field, "name_not_latin");
        return null;
    }

    private static string? Matching(
        FieldReader reader,
        string field,
        int max,
        Regex form,
        string code,
        bool required
    )
    {
        var text = reader.Text(field, max, required);
        if (text is null || form.IsMatch(text))
        {
            return text;
        }

        reader.Refuse(field, code);
        return null;
    }

    // Letters and the tatweel that stretches them, with the Moroccan ڭ and the presentation forms of old systems.
    private static bool IsArabic(char c) =>
        c
            is (>= '\u0600' and <= '\u06FF')
                or (>= '\u0750' and <= '\u077F')
                or (>= '\u08A0' and <= '\u08FF')
                or (>= '\uFB50' and <= '\uFDFF')
                or (>= '\uFE70' and <= '\uFEFC')
        && CharUnicodeInfo.GetUnicodeCategory(c)
            is UnicodeCategory.OtherLetter
                or UnicodeCategory.ModifierLetter;

    // The modifier apostrophe (U+02BC) and the ʿayn and hamza of transliterations count as Latin.
    private static bool IsLatin(char c) =>
        char.IsLetter(c)
        && c is <= '\u02FF' or (>= '\u1E00' and <= '\u1EFF') or (>= '\uFB00' and <= '\uFB06');

    [GeneratedRegex(
        @"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Email();

    [GeneratedRegex(@"^\+[1-9][0-9]{7,14}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Phone();

    [GeneratedRegex("^[A-Z]{1,2}[0-9]{1,8}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Cnie();
}
