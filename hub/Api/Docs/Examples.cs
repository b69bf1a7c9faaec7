namespace Hub.Api.Docs;

/// <summary>Bodies as portals send and get them. People and numbers are invented.</summary>
internal static class Examples
{
    public const string OrderId = "019a1b2c-3d4e-7f50-8a6b-0c1d2e3f4a5b";

    public const string Act = """
        { "number": "3265", "year": 1980, "calendar": "gregorian", "language": "ar" }
        """;

    public const string Subject = """
        {
          "firstNameAr": "فاطمة الزهراء", "lastNameAr": "أيت ڭرّو",
          "firstNameLat": "Fatima-Zahra", "lastNameLat": "Aït Guerrou",
          "sex": "female", "birthDate": { "year": 1980, "month": 2, "day": 29 },
          "father": { "firstNameAr": "محمد" },
          "mother": { "firstNameAr": "خديجة", "lastNameAr": "بنعلي" }
        }
        """;

    public const string Recipient = """
        {
          "name": "Fatima-Zahra Aït Guerrou", "lines": ["12, rue d'Azrou", "Appartement 4"],
          "postcode": "20250", "locality": "Casablanca", "country": "MA"
        }
        """;

    public const string Documents = """
        [
          { "type": "birth-extract", "language": "ar-fr", "copies": 2 },
          { "type": "birth-full-copy", "language": "ar", "copies": 1 }
        ]
        """;

    public const string Order = $$"""
        {
          "reference": "WTQ-2026-4711",
          "bureau": "CHK-02",
          "act": {{Act}},
          "subject": {{Subject}},
          "documents": {{Documents}},
          "purpose": "passport",
          "requester": {
            "relation": "self", "name": "Fatima-Zahra Aït Guerrou", "email": "fatima@example.ma",
            "phone": "+212612345678", "cnie": "BK123456"
          },
          "recipient": {{Recipient}},
          "payment": { "method": "card" },
          "attachments": [],
          "locale": "ar"
        }
        """;

    public const string Price = """
        {
          "total": "35.00", "stamp": "11.00", "commune": "9.00", "postage": "15.00",
          "currency": "MAD", "tariff": "2023-08"
        }
        """;

    public const string PricedDocuments = """
        [
          { "line": 1, "type": "birth-extract", "language": "ar-fr", "copies": 2, "unitPrice": "5.00" },
          { "line": 2, "type": "birth-full-copy", "language": "ar", "copies": 1, "unitPrice": "10.00" }
        ]
        """;

    public const string PlacedOrder = $$"""
        {
          "id": "{{OrderId}}",
          "trackingNumber": "CASA-2026-000123",
          "reference": "WTQ-2026-4711",
          "state": "awaiting_payment", "phase": "created", "since": "2026-11-24T09:00:00Z",
          "createdAt": "2026-11-24T09:00:00Z", "promisedOn": "2026-12-02",
          "bureau": { "code": "CHK-02", "name": "Al Housna Nord", "nameAr": "عين الشق – Al Housna Nord" },
          "price": {{Price}},
          "documents": {{PricedDocuments}},
          "act": {{Act}},
          "subject": {{Subject}},
          "purpose": "passport",
          "requester": {
            "relation": "self", "name": "Fatima-Zahra Aït Guerrou", "email": "fatima@example.ma",
            "phone": "+212612345678", "cnie": "BK123456"
          },
          "recipient": {{Recipient}},
          "payment": { "method": "card", "paid": false },
          "corrected": false, "attachments": [], "locale": "ar"
        }
        """;

    /// <summary>The order once its correction has been made.</summary>
    public static readonly string CorrectedOrder = PlacedOrder
        .Replace(
            "\"awaiting_payment\", \"phase\": \"created\"",
            "\"needs_information\", \"phase\": \"information_needed\"",
            StringComparison.Ordinal
        )
        .Replace("\"corrected\": false", "\"corrected\": true", StringComparison.Ordinal);

    public const string Timeline = $$"""
        {
          "orderId": "{{OrderId}}",
          {{Progress}}
        }
        """;

    public const string Tracked = $$"""
        {
          {{Progress}}
        }
        """;

    public const string Attempt = $$"""
        {
          "id": "019a1b2c-9999-7f50-8a6b-0c1d2e3f4a5b", "orderId": "{{OrderId}}",
          "number": 1, "oid": "CASA-2026-000123-1", "method": "card",
          "amount": "35.00", "currency": "MAD", "expiresAt": "2026-11-27T09:00:00Z",
          "form": {
            "url": "https://testpayment.cmi.co.ma/fim/est3Dgate", "method": "POST",
            "fields": {
              "clientid": "600000001", "storetype": "3D_PAY_HOSTING", "trantype": "PreAuth",
              "amount": "35.00", "currency": "504", "oid": "CASA-2026-000123-1",
              "okUrl": "https://hub.example.ma/pay/return/019a1b2c-9999-7f50-8a6b-0c1d2e3f4a5b",
              "failUrl": "https://hub.example.ma/pay/return/019a1b2c-9999-7f50-8a6b-0c1d2e3f4a5b",
              "callbackUrl": "https://hub.example.ma/payments/cmi/callback", "shopurl": "https://portal.example.ma/",
              "lang": "ar", "email": "fatima@example.ma", "BillToName": "Fatima-Zahra Aït Guerrou",
              "BillToCompany": "", "BillToStreet1": "", "BillToCity": "", "BillToStateProv": "",
              "BillToPostalCode": "", "BillToCountry": "504", "tel": "+212612345678",
              "rnd": "6f1c6a0e5a3b4c559f0e", "encoding": "UTF-8", "refreshtime": "5", "AutoRedirect": "true",
              "CallbackResponse": "true", "sessiontimeout": "1800",
              "hashAlgorithm": "ver3", "HASH": "…"
            }
          }
        }
        """;

    /// <summary>An order that names another method to pay.</summary>
    public static string OrderBy(string method, string reference) => By(Order, method, reference);

    /// <summary>The same order as it was answered.</summary>
    public static string PlacedOrderBy(string method, string reference, string trackingNumber) =>
        By(PlacedOrder, method, reference)
            .Replace("CASA-2026-000123", trackingNumber, StringComparison.Ordinal);

    /// <summary>An attempt to pay against a reference.</summary>
    public static string AttemptBy(string method, string oid, string reference) =>
        $$"""
            {
              "id": "019a1b2c-9999-7f50-8a6b-0c1d2e3f4a5b", "orderId": "{{OrderId}}",
              "number": 1, "oid": "{{oid}}", "method": "{{method}}",
              "amount": "35.00", "currency": "MAD", "expiresAt": "2026-11-27T09:00:00Z",
              "reference": "{{reference}}"
            }
            """;

    private static string By(string order, string method, string reference) =>
        order
            .Replace("\"method\": \"card\"", $"\"method\": \"{method}\"", StringComparison.Ordinal)
            .Replace("WTQ-2026-4711", reference, StringComparison.Ordinal);

    public const string Attachment = """
        {
          "id": "019a1b2c-aaaa-7f50-8a6b-0c1d2e3f4a5b", "mediaType": "image/png", "size": 48211,
          "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
          "createdAt": "2026-11-24T08:59:00Z"
        }
        """;

    public const string Bureaus = """
        {
          "bureaus": [
            {
              "code": "SEB-02", "name": "Dar Lamane (48e)", "nameAr": "عين السبع – Dar Lamane (48e)",
              "prefecture": "AIN SEBAA HAY MOHAMMADI", "arrondissement": "AIN SEBAA",
              "arrondissementAr": "عين السبع", "aliases": ["48e arrondissement", "Dar Lamane"],
              "maxCopies": 20, "abroad": false
            }
          ]
        }
        """;

    public const string Quote = $$"""
        { "date": "2026-11-24", "country": "MA", "price": {{Price}}, "documents": {{PricedDocuments}} }
        """;

    public const string Endpoint = """
        {
          "id": "whe_019a1b2cbbbb7f508a6b0c1d2e3f4a5b", "url": "https://portail.example.ma/hooks/shubbak",
          "types": ["order.created", "order.delivered"], "state": "active",
          "stateSince": "2026-11-24T09:00:00Z", "createdAt": "2026-11-24T09:00:00Z", "waiting": 0, "secret": "whsec_…"
        }
        """;

    public const string Endpoints = """
        {
          "endpoints": [
            {
              "id": "whe_019a1b2cbbbb7f508a6b0c1d2e3f4a5b", "url": "https://portail.example.ma/hooks/shubbak",
              "types": ["order.created", "order.delivered"], "state": "active",
              "stateSince": "2026-11-24T09:00:00Z", "createdAt": "2026-11-24T09:00:00Z", "waiting": 0
            }
          ]
        }
        """;

    public const string Events = $$"""
        {
          "events": [
            {
              "id": "evt_019a1b2ccccc7f508a6b0c1d2e3f4a5b", "type": "order.created",
              "timestamp": "2026-11-24T09:00:00Z", "sequence": 1,
              "data": {
                "orderId": "{{OrderId}}", "trackingNumber": "CASA-2026-000123",
                "reference": "WTQ-2026-4711", "phase": "created"
              }
            }
          ],
          "next": "1"
        }
        """;

    public const string Status = """
        {
          "status": "ok",
          "components": {
            "store": "ok", "engine": "ok", "payments": "ok", "post": "ok", "email": "ok", "sms": "ok", "bureaus": "ok"
          },
          "disturbed": [],
          "bureaus": [
            {
              "code": "CHK-02", "name": "Al Housna Nord", "open": 3, "oldestOpenedAt": "2026-11-23T10:12:00Z",
              "answeredInHours": 26.5
            }
          ],
          "asOf": "2026-11-24T09:00:00Z"
        }
        """;

    private const string Progress = """
        "trackingNumber": "CASA-2026-000123",
          "phase": "created",
          "phaseText": { "ar": "تم إنشاء الطلب", "fr": "Créée", "en": "Created" },
          "since": "2026-11-24T09:00:00Z", "promisedOn": "2026-12-02", "late": false,
          "next": {
            "ar": "أدُّوا ثمن الطلب ليصل إلى المكتب.",
            "fr": "Payez la commande pour qu’elle parte au bureau.",
            "en": "Pay the order and it goes to the bureau."
          },
          "events": [
            {
              "event": "order.created", "phase": "created", "at": "2026-11-24T09:00:00Z",
              "text": {
                "ar": "سُجِّل الطلب وهو ينتظر الأداء.",
                "fr": "Commande enregistrée, en attente de paiement.",
                "en": "Order registered, payment awaited."
              }
            }
          ],
          "asOf": "2026-11-24T09:00:10Z"
        """;
}
