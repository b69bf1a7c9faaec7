using System.Globalization;
using System.Text.Json.Nodes;
using Simulators.Scenario;

namespace Simulators.Portal;

/// <summary>What a citizen types into the portal's wizard (domain.md §1.3), as the body of <c>POST /orders</c> (protocols.md §1).</summary>
internal static class OrderForm
{
    private static readonly (string Code, string Locality, string Postcode)[] Abroad =
    [
        ("FR", "Marseille", "13001"),
        ("BE", "Molenbeek-Saint-Jean", "1080"),
        ("ES", "L'Hospitalet de Llobregat", "08901"),
        ("CA", "Montréal", "H2X 1Y4"),
    ];
    private static readonly (string Name, string Postcode)[] Home =
    [
        ("Casablanca", "20250"),
        ("الدار البيضاء", "20000"),
        ("Rabat", "10000"),
        ("طنجة", "90000"),
        ("Aït Melloul", "86150"),
        ("Oujda", "60000"),
    ];
    private static readonly string[] Streets =
    [
        "rue d'Azrou",
        "زنقة ڭرسيف",
        "Bd Zerktouni",
        "شارع محمد الخامس",
        "Derb L'Ghallef",
    ];
    private static readonly string[] Purposes = ["marriage", "passport", "school", "administration"];

    /// <summary>The body of an order; <paramref name="reference"/> is the portal's own.</summary>
    public static JsonObject Of(OrderPlan plan, string reference, bool consulate, Random random)
    {
        var female = random.Next(2) == 0;
        var family = (Ar: Names.FamilyAr(random), Lat: Names.FamilyLat(random));
        var first = (Ar: Names.FirstAr(random, female), Lat: Names.FirstLat(random, female));
        var latin = random.Next(5) > 0;
        return new JsonObject
        {
            ["reference"] = reference,
            ["bureau"] = plan.BureauCode,
            ["act"] = Act(random),
            ["subject"] = new JsonObject
            {
                ["firstNameAr"] = first.Ar,
                ["lastNameAr"] = family.Ar,
                ["firstNameLat"] = latin ? first.Lat : null,
                ["lastNameLat"] = latin ? family.Lat : null,
                ["sex"] = female ? "female" : "male",
                ["birthDate"] = BirthDate(random),
                ["father"] = Person(Names.FirstAr(random, false), family.Ar),
                ["mother"] = Person(Names.FirstAr(random, true), Names.FamilyAr(random)),
            },
            ["documents"] = Documents(plan, consulate, random),
            ["purpose"] = random.OneOf(Purposes),
            ["requester"] = new JsonObject
            {
                ["relation"] = random.Next(3) == 0 ? "parent" : "self",
                ["name"] = latin ? $"{first.Lat} {family.Lat}" : $"{first.Ar} {family.Ar}",
                ["email"] = $"citizen.{reference.ToLowerInvariant()}@example.ma",
                ["phone"] = string.Create(
                    CultureInfo.InvariantCulture,
                    $"+2126{random.Next(10_000_000, 99_999_999)}"
                ),
                ["cnie"] =
                    random.Next(2) == 0
                        ? string.Create(CultureInfo.InvariantCulture, $"BK{random.Next(100_000, 999_999)}")
                        : null,
            },
            ["recipient"] = Recipient(first, family, random),
            ["payment"] = new JsonObject { ["method"] = plan.Method.ToString().ToLowerInvariant() },
            ["locale"] = random.Next(3) == 0 ? "fr" : "ar",
        };
    }

    /// <summary>An address after the first one was wrong.</summary>
    public static JsonObject CorrectedRecipient(JsonObject order)
    {
        var recipient = (JsonObject)order["recipient"]!.DeepClone();
        recipient["lines"] = new JsonArray("12, Avenue Moulay Youssef", "Appartement 4");
        return recipient;
    }

    /// <summary>The act's number after the first one was wrong.</summary>
    public static JsonObject CorrectedAct(JsonObject order)
    {
        var act = (JsonObject)order["act"]!.DeepClone();
        act["number"] = "1" + (string)act["number"]!;
        return act;
    }

    private static JsonObject Act(Random random)
    {
        var hijri = random.Next(6) == 0;
        return new JsonObject
        {
            ["number"] = random.Next(1, 9999).ToString(CultureInfo.InvariantCulture),
            ["suffix"] = random.Next(20) == 0 ? "bis" : null,
            ["registerPart"] = random.Next(10) == 0 ? "2" : null,
            ["year"] = hijri ? random.Next(1370, 1440) : random.Next(1955, 2024),
            ["calendar"] = hijri ? "hijri" : "gregorian",
            ["language"] = random.Next(3) == 0 ? "fr" : "ar",
        };
    }

    private static JsonObject BirthDate(Random random)
    {
        var date = new JsonObject { ["year"] = random.Next(1950, 2024) };
        if (random.Next(15) > 0)
        {
            date["month"] = random.Next(1, 13);
            date["day"] = random.Next(1, 29);
        }

        return date;
    }

    private static JsonObject Person(string first, string last) =>
        new() { ["firstNameAr"] = first, ["lastNameAr"] = last };

    private static JsonArray Documents(OrderPlan plan, bool consulate, Random random)
    {
        var most = consulate ? 2 : 5;
        var copies = plan.Bureau == BureauTurn.IssuesPartially ? random.Next(2, 4) : random.Next(1, most);
        var documents = new JsonArray(Document("birth-extract", random.OneOf(["ar", "fr", "ar-fr"]), copies));
        if (random.Next(10) < 3)
        {
            documents.Add(Document("birth-full-copy", random.OneOf(["ar", "fr"]), random.Next(1, 3)));
        }

        return documents;
    }

    private static JsonObject Document(string type, string language, int copies) =>
        new JsonObject
        {
            ["type"] = type,
            ["language"] = language,
            ["copies"] = copies,
        };

    private static JsonObject Recipient(
        (string Ar, string Lat) first,
        (string Ar, string Lat) family,
        Random random
    )
    {
        var street = string.Create(
            CultureInfo.InvariantCulture,
            $"{random.Next(1, 200)}, {random.OneOf(Streets)}"
        );
        if (random.Next(12) == 0)
        {
            var (code, locality, postcode) = random.OneOf(Abroad);
            return Address($"{first.Lat} {family.Lat}", "7 rue de l'Église", postcode, locality, code);
        }

        var (name, code5) = random.OneOf(Home);
        var to = random.Next(3) switch
        {
            0 => $"{first.Ar} {family.Ar}",
            1 => $"{first.Lat} {family.Lat}",
            _ => $"{first.Ar} {family.Ar} {first.Lat}",
        };
        return Address(to, street, code5, name, "MA");
    }

    private static JsonObject Address(
        string name,
        string line,
        string postcode,
        string locality,
        string country
    ) =>
        new()
        {
            ["name"] = name,
            ["lines"] = new JsonArray(line),
            ["postcode"] = postcode,
            ["locality"] = locality,
            ["country"] = country,
        };
}
