using Hub.Operations;

namespace Hub.Api.Docs;

/// <summary>The documentation of every operation, by its name. An operation without one stops the document.</summary>
internal static class OperationDocs
{
    public static readonly IReadOnlyDictionary<string, OperationDoc> All = new Dictionary<
        string,
        OperationDoc
    >
    {
        ["placeOrder"] = new("Place an order", 201)
        {
            Description =
                "The order is durable when the answer arrives. Everything that is wrong with it is named at once.",
            Request = typeof(OrderRequest),
            Response = typeof(OrderView),
            Calls =
            [
                new("card", "To be paid by card", Examples.Order, Examples.PlacedOrder),
                new(
                    "agency",
                    "To be paid at an agency, against a reference",
                    Examples.OrderBy("agency", "WTQ-2026-4712"),
                    Examples.PlacedOrderBy("agency", "WTQ-2026-4712", "CASA-2026-000124")
                ),
                new(
                    "sms",
                    "To be paid by SMS, against a reference",
                    Examples.OrderBy("sms", "WTQ-2026-4713"),
                    Examples.PlacedOrderBy("sms", "WTQ-2026-4713", "CASA-2026-000125")
                ),
            ],
        },
        ["listOrders"] = new("List your orders, oldest first", 200)
        {
            Response = typeof(OrderPage),
            ResponseExample = $$"""{ "orders": [{{Examples.PlacedOrder}}] }""",
            Query =
            [
                ("reference", "Your own reference", "WTQ-2026-4711"),
                ("state", "Where orders stand inside the hub", "awaiting_payment"),
                ("bureau", "Code of the bureau that has them now", "CHK-02"),
                ("createdAfter", "RFC 3339", "2026-11-01T00:00:00Z"),
                ("limit", "1 to 200", "50"),
                ("after", "The `next` of the page before", ""),
            ],
        },
        ["readOrder"] = new("Read an order", 200)
        {
            Description = "Send the ETag of the last answer as If-None-Match: 304 says that nothing changed.",
            Response = typeof(OrderView),
            ResponseExample = Examples.PlacedOrder,
        },
        ["readTimeline"] = new("Read what happened to an order, for the citizen", 200)
        {
            Response = typeof(TimelineView),
            ResponseExample = Examples.Timeline,
        },
        ["startPaymentAttempt"] = new("Start an attempt to pay", 201)
        {
            Description =
                "By card: the citizen's browser posts the form, unchanged, to the gateway's own page. The return of the browser proves nothing. By `agency` or `sms`, where they are switched on (otherwise 409 `payment_method_off`): the answer has no `form` but a `reference` of 18 digits to pay against, as `471120260001230107`. Either way `order.paid` tells when it is paid, and what is paid after `expiresAt` goes back.",
            Request = typeof(PaymentAttemptRequest),
            Response = typeof(PaymentAttemptView),
            Calls =
            [
                new("card", "A form for the gateway's page", """{ "method": "card" }""", Examples.Attempt),
                new(
                    "agency",
                    "A reference to pay against at an agency",
                    """{ "method": "agency" }""",
                    Examples.AttemptBy("agency", "CASA-2026-000124-1", "471120260001240195")
                ),
                new(
                    "sms",
                    "A reference to pay against by SMS",
                    """{ "method": "sms" }""",
                    Examples.AttemptBy("sms", "CASA-2026-000125-1", "471220260001250133")
                ),
            ],
        },
        ["correctOrder"] = new("Make the correction the bureau or the post asked for", 202)
        {
            Description =
                "Once, while the order needs information: act, subject or recipient as a whole. When the letter came back: the recipient only. The country of the recipient stays.",
            Request = typeof(CorrectionRequest),
            RequestExample = $$"""{ "act": {{Examples.Act}} }""",
            Response = typeof(OrderView),
            ResponseExample = Examples.CorrectedOrder,
        },
        ["cancelOrder"] = new("Ask for the cancellation of an unpaid order", 202)
        {
            Response = typeof(OrderView),
            ResponseExample = Examples.PlacedOrder,
        },
        ["trackOrder"] = new("Track an order by number and e-mail", 200)
        {
            Description = "One answer for numbers that do not exist and for other people's.",
            Request = typeof(TrackingRequest),
            RequestExample = """{ "trackingNumber": "CASA-2026-000123", "email": "fatima@example.ma" }""",
            Response = typeof(TimelineView),
            ResponseExample = Examples.Tracked,
        },
        ["addAttachment"] = new("Send a file that orders may name", 201)
        {
            Description =
                "multipart/form-data, part `file`, at most 3 MB; PDF, JPEG or PNG by content: whole, of bearable size in pixels and pages, without password, script or file inside.",
            TakesFile = true,
            Response = typeof(AttachmentView),
            ResponseExample = Examples.Attachment,
        },
        ["findBureaus"] = new("Find bureaus by any name people use", 200)
        {
            Response = typeof(BureauPage),
            ResponseExample = Examples.Bureaus,
            Query =
            [
                ("query", "Name, old number, arrondissement, in Arabic or Latin letters", "Dar Lamane"),
                ("limit", "1 to 200", "50"),
                ("after", "The `next` of the page before", ""),
            ],
        },
        ["quotePrice"] = new("Ask for a price", 200)
        {
            Request = typeof(QuoteRequest),
            RequestExample = $$"""
                { "documents": {{Examples.Documents}}, "bureau": "CHK-02", "country": "MA", "date": "2026-11-24" }
                """,
            Response = typeof(QuoteView),
            ResponseExample = Examples.Quote,
        },
        ["listEvents"] = new("Read everything you were told, in order", 200)
        {
            Response = typeof(EventPage),
            ResponseExample = Examples.Events,
            Query = [("after", "The `next` of the page before", "0"), ("limit", "1 to 200", "1")],
        },
        ["redeliverEvent"] = new("Have an event delivered once more", 202)
        {
            Response = typeof(Redelivery),
            ResponseExample = """{ "id": "evt_019a1b2ccccc7f508a6b0c1d2e3f4a5b", "deliveries": 1 }""",
        },
        ["listWebhookEndpoints"] = new("List your webhook endpoints", 200)
        {
            Response = typeof(WebhookEndpointList),
            ResponseExample = Examples.Endpoints,
            Query = [("limit", "1 to 200", "50"), ("after", "The `next` of the page before", "")],
        },
        ["addWebhookEndpoint"] = new("Have events posted to you", 201)
        {
            Description = "Standard Webhooks; the secret is shown this once.",
            Request = typeof(WebhookEndpointRequest),
            RequestExample = """
                { "url": "https://portail.example.ma/hooks/shubbak", "types": ["order.created", "order.delivered"] }
                """,
            Response = typeof(WebhookEndpointView),
            ResponseExample = Examples.Endpoint,
        },
        ["rotateWebhookSecret"] = new("Change an endpoint's secret", 200)
        {
            Description = "Deliveries are signed with both secrets for a while.",
            Response = typeof(WebhookEndpointView),
            ResponseExample = Examples.Endpoint,
        },
        ["removeWebhookEndpoint"] = new("Remove an endpoint", 204),
        ["moveClock"] = new("Let time pass in the sandbox", 200)
        {
            Description =
                "The sandbox's clock stands still until somebody moves it, for everybody; bureaus, post and schedules do on the way what was due. It never goes back, and at most 400 days ahead at once. Production has no such call.",
            Request = typeof(ClockMove),
            RequestExample = """{ "to": "2026-11-24T10:00:00Z" }""",
            Response = typeof(SandboxTime),
            ResponseExample = """{ "now": "2026-11-24T10:00:00Z", "nextDueAt": "2026-11-24T10:05:00Z" }""",
            Repeatable = true,
        },
        ["readStatus"] = new("See how the hub and its partners are", 200)
        {
            Description =
                "With what each bureau has still to answer, and since when. Looked at every ten seconds at most.",
            Response = typeof(StatusView),
            ResponseExample = Examples.Status,
        },
    };
}
