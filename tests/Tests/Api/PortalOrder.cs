using System.Text.Json.Nodes;

namespace Tests.Api;

/// <summary>What a portal sends to order documents.</summary>
internal static class PortalOrder
{
    /// <summary>A right order; <paramref name="number"/> makes its reference.</summary>
    public static JsonObject New(int number = 1) =>
        JsonNode
            .Parse(
                $$"""
                {
                  "reference": "P-{{number}}",
                  "bureau": "CHK-02",
                  "act": { "number": "3265", "year": 1980, "calendar": "gregorian", "language": "ar" },
                  "subject": {
                    "firstNameAr": "فاطمة الزهراء", "lastNameAr": "أيت ڭرّو", "firstNameLat": "Fatima-Zahra",
                    "sex": "female", "birthDate": { "year": 1980, "month": 2, "day": 29 },
                    "father": { "firstNameAr": "محمد" },
                    "mother": { "firstNameAr": "خديجة", "lastNameAr": "بنعلي" }
                  },
                  "documents": [
                    { "type": "birth-extract", "language": "ar-fr", "copies": 2 },
                    { "type": "birth-full-copy", "language": "ar", "copies": 1 }
                  ],
                  "purpose": "passport",
                  "requester": {
                    "relation": "self", "name": "Fatima-Zahra Aït Guerrou", "email": "fatima@example.ma",
                    "phone": "+212612345678", "cnie": "bk123456"
                  },
                  "recipient": {
                    "name": "Fatima-Zahra Aït Guerrou", "lines": ["12, rue d'Azrou"], "postcode": "20250",
                    "locality": "Casablanca", "country": "MA"
                  },
                  "payment": { "method": "card" },
                  "attachments": [],
                  "locale": "ar"
                }
                """
            )!
            .AsObject();
}
