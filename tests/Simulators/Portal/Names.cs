using Simulators.Scenario;

namespace Simulators.Portal;

/// <summary>
/// Names as they stand in Moroccan registers: Arabic with ڭ, tatweel and joiners, Latin with apostrophes and accents, and
/// some of sixty characters.
/// </summary>
internal static class Names
{
    private const int Long = 60;

    private static readonly string[] BoysAr =
    [
        "محمد",
        "يوسف",
        "عبد الرحمان",
        "إدريس",
        "محمـــد",
        "الحسين",
        "ڭنون",
        "أنس",
    ];
    private static readonly string[] GirlsAr =
    [
        "فاطمة الزهراء",
        "خديجة",
        "مريم",
        "هند",
        "زينـــب",
        "لالة مليكة",
        "آية",
        "سعاد",
    ];
    private static readonly string[] FamiliesAr =
    [
        "العلوي",
        "الإدريسي",
        "بنعبد الله",
        "أيت الطالب",
        "الڭزولي",
        "التازي",
        "بن‌سودة",
        "أڭرام",
        "الفاسي الفهري",
        "مولاي امحمد",
    ];
    private static readonly string[] BoysLat =
    [
        "Mohammed",
        "Youssef",
        "Abderrahmane",
        "Driss",
        "El Houssaine",
        "Anass",
        "Guennoun",
    ];
    private static readonly string[] GirlsLat =
    [
        "Fatima-Zahra",
        "Khadija",
        "Maryem",
        "Hind",
        "Zineb",
        "Lalla Malika",
        "Souâd",
    ];
    private static readonly string[] FamiliesLat =
    [
        "El Alaoui",
        "L'Idrissi",
        "Benabdallah",
        "Aït Taleb",
        "El Guezouli",
        "N'Daoud",
        "D’Azrou",
        "Bensouda",
        "Agram",
        "El Fassi El Fihri",
    ];

    /// <summary>An Arabic first name.</summary>
    public static string FirstAr(Random random, bool female) => random.OneOf(female ? GirlsAr : BoysAr);

    /// <summary>An Arabic family name; every twentieth has sixty characters.</summary>
    public static string FamilyAr(Random random) =>
        random.Next(20) == 0 ? Lengthen(random, FamiliesAr) : random.OneOf(FamiliesAr);

    /// <summary>A Latin first name.</summary>
    public static string FirstLat(Random random, bool female) => random.OneOf(female ? GirlsLat : BoysLat);

    /// <summary>A Latin family name; every twentieth has sixty characters.</summary>
    public static string FamilyLat(Random random) =>
        random.Next(20) == 0 ? Lengthen(random, FamiliesLat) : random.OneOf(FamiliesLat);

    private static string Lengthen(Random random, string[] families)
    {
        var name = random.OneOf(families);
        while (name.Length < Long)
        {
            name += " " + random.OneOf(families);
        }

        return name[..Long].TrimEnd().PadRight(Long, name[0]);
    }
}
