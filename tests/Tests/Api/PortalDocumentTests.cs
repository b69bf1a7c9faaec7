using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Orders;
using Tests.Attachments;
using Tests.Payments;
using Tests.Simulation;

namespace Tests.Api;

/// <summary>The OpenAPI document says what the hub does: every operation has an example, and every example works.</summary>
public sealed class PortalDocumentTests : IAsyncLifetime
{
    /// <summary>The order in which the examples can be sent: each needs what those before it made.</summary>
    private static readonly string[] Story =
    [
        "findBureaus",
        "quotePrice",
        "addAttachment",
        "addWebhookEndpoint",
        "listWebhookEndpoints",
        "rotateWebhookSecret",
        "readStatus",
        "placeOrder",
        "listOrders",
        "readOrder",
        "readTimeline",
        "trackOrder",
        "startPaymentAttempt",
        "listEvents",
        "redeliverEvent",
        "cancelOrder",
        "correctOrder",
        "removeWebhookEndpoint",
        "moveClock",
    ];

    private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);
    private HubApplication hub = null!;
    private HttpClient portal = null!;
    private JsonElement document;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        hub = HubApplication.Start(
            ("Payments:Methods:0", "card"),
            ("Payments:Methods:1", "agency"),
            ("Payments:Methods:2", "sms"),
            ("Adapters:Agency:Enabled", "true"),
            ("Adapters:Agency:BaseAddress", "http://127.0.0.1:9/"),
            ("Adapters:Agency:Secret", ReferenceBench.Secret),
            ("Adapters:Agency:BillerCode", ReferenceBench.Biller),
            ("Adapters:SmsPayment:Enabled", "true"),
            ("Adapters:SmsPayment:BaseAddress", "http://127.0.0.1:9/"),
            ("Adapters:SmsPayment:Secret", ReferenceBench.Secret),
            ("Adapters:SmsPayment:BillerCode", ReferenceBench.Biller)
        );
        portal = hub.Portal();
        using var visitor = hub.Visitor();
        document = JsonElement.Parse(
            await visitor.GetStringAsync(new Uri("openapi/v1.json", UriKind.Relative), Ct)
        );
    }

    public async ValueTask DisposeAsync()
    {
        portal.Dispose();
        await hub.DisposeAsync();
    }

    [Fact]
    public void The_document_is_of_version_3_1_and_describes_every_operation_with_an_example()
    {
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            Story.Order(StringComparer.Ordinal),
            Operations().Select(o => o.Name).Order(StringComparer.Ordinal)
        );
        Assert.All(
            Operations().Where(o => o.Body.TryGetProperty("requestBody", out _)),
            o => Assert.NotEmpty(PortalExamples.ExamplesOf(o.Body.GetProperty("requestBody")))
        );
        Assert.All(
            Operations().Where(o => o.Name != "removeWebhookEndpoint"),
            o => Assert.NotEmpty(PortalExamples.ExamplesOf(PortalExamples.Success(o.Body).Answer))
        );
    }

    [Theory]
    [InlineData("placeOrder")]
    [InlineData("startPaymentAttempt")]
    public void Every_method_to_pay_has_a_call_and_its_answer(string name)
    {
        var operation = Operations().Single(o => o.Name == name);

        Assert.Equal(
            ["card", "agency", "sms"],
            PortalExamples.ExamplesOf(operation.Body.GetProperty("requestBody")).Select(e => e.Name)
        );
        Assert.Equal(
            ["card", "agency", "sms"],
            PortalExamples.ExamplesOf(PortalExamples.Success(operation.Body).Answer).Select(e => e.Name)
        );
    }

    [Fact]
    public void The_references_of_the_examples_are_numbers_that_a_counter_would_take()
    {
        var references = PortalExamples
            .ExamplesOf(
                PortalExamples.Success(Operations().Single(o => o.Name == "startPaymentAttempt").Body).Answer
            )
            .Where(e => e.Name != "card")
            .Select(e => e.Value.GetProperty("reference").GetString()!);

        Assert.All(
            references,
            r => Assert.Equal((18, 1), (r.Length, (int)(ulong.Parse(r, CultureInfo.InvariantCulture) % 97)))
        );
    }

    [Fact]
    public async Task Every_example_is_answered_as_documented()
    {
        var differences = new List<string>();
        foreach (var name in Story)
        {
            var operation = Operations().Single(o => o.Name == name);
            await PrepareAsync(name);

            var (status, answer) = PortalExamples.Success(operation.Body);
            foreach (var call in PortalExamples.CallsOf(operation))
            {
                using var response = await SendAsync(operation, call);

                var text = await response.Content.ReadAsStringAsync(Ct);
                var at = $"{name} {call.Name}";
                Assert.True(status == (int)response.StatusCode, $"{at}: {(int)response.StatusCode} {text}");
                if (text.Length > 0)
                {
                    var body = JsonElement.Parse(text);
                    Learn(name, call.Name, body);
                    var example = PortalExamples.ExamplesOf(answer).Single(e => e.Name == call.Name).Value;
                    differences.AddRange(ExampleDifferences.Find(example, body, at));
                }
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Fact]
    public async Task The_browser_of_the_documentation_loads_nothing_from_elsewhere()
    {
        using var visitor = hub.Visitor();

        var html = await visitor.GetStringAsync(new Uri("docs/", UriKind.Relative), Ct);

        Assert.DoesNotContain("src=\"http", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("cdn.", html, StringComparison.OrdinalIgnoreCase);
    }

    private IEnumerable<Operation> Operations() =>
        from path in document.GetProperty("paths").EnumerateObject()
        from method in path.Value.EnumerateObject()
        select new Operation(
            method.Value.GetProperty("operationId").GetString()!,
            HttpMethod.Parse(method.Name),
            path.Name,
            method.Value
        );

    private async Task PrepareAsync(string name)
    {
        if (name == "listEvents")
        {
            // The log is written after the fact.
            await hub.SettleAsync(Ct);
        }
        else if (name == "readStatus")
        {
            await AskedBureau.SeedAsync(hub.Store, Ct);
        }
        else if (name == "correctOrder")
        {
            await hub.SettleAsync(Ct);
            await hub.Store.WriteAsync(
                async session =>
                    (await OrderLock.HoldAsync(session, Guid.Parse(known["order"]), Ct)).MoveTo(
                        OrderState.NeedsInformation,
                        "bureau:CHK-02",
                        "act_not_found",
                        session
                    ),
                Ct
            );
        }
    }

    private void Learn(string name, string call, JsonElement body)
    {
        switch (name)
        {
            case "placeOrder":
                known["order:" + call] = body.GetProperty("id").GetString()!;
                if (call != "card")
                {
                    break;
                }

                known["order"] = body.GetProperty("id").GetString()!;
                known["tracking"] = body.GetProperty("trackingNumber").GetString()!;
                break;
            case "addWebhookEndpoint":
                known["endpoint"] = body.GetProperty("id").GetString()!;
                break;
            case "listEvents":
                known["event"] = body.GetProperty("events")[0].GetProperty("id").GetString()!;
                break;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        Operation operation,
        (string Name, JsonElement Value) call
    )
    {
        using var message = new HttpRequestMessage(operation.Method, PathOf(operation, call.Name))
        {
            Content = ContentOf(operation, call.Value),
        };
        if (operation.Method == HttpMethod.Post && operation.Name != "moveClock")
        {
            message.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        }

        return await portal.SendAsync(message, Ct);
    }

    private string PathOf(Operation operation, string call)
    {
        var id = operation.Path switch
        {
            var path when path.Contains("/orders/", StringComparison.Ordinal) => known.GetValueOrDefault(
                "order:" + call
            ) ?? known.GetValueOrDefault("order"),
            var path when path.Contains("/events/", StringComparison.Ordinal) => known.GetValueOrDefault(
                "event"
            ),
            _ => known.GetValueOrDefault("endpoint"),
        };
        var parameters = operation.Body.TryGetProperty("parameters", out var all)
            ? all.EnumerateArray().ToList()
            : [];
        var query = parameters
            .Where(p => p.GetProperty("in").GetString() == "query" && p.TryGetProperty("example", out _))
            .Select(p =>
                $"{p.GetProperty("name").GetString()}={Uri.EscapeDataString(p.GetProperty("example").GetString()!)}"
            );
        return operation.Path.TrimStart('/').Replace("{id}", id, StringComparison.Ordinal)
            + "?"
            + string.Join('&', query);
    }

    private HttpContent? ContentOf(Operation operation, JsonElement sent)
    {
        if (operation.Name == "addAttachment")
        {
            var file = new ByteArrayContent(TestFiles.Png());
            return new MultipartFormDataContent { { file, "file", "family-booklet.png" } };
        }

        if (sent.ValueKind == JsonValueKind.Undefined)
        {
            return null;
        }

        var example = JsonNode.Parse(sent.GetRawText())!.AsObject();
        if (operation.Name == "trackOrder")
        {
            example["trackingNumber"] = known["tracking"];
        }

        return new StringContent(example.ToJsonString(), new MediaTypeHeaderValue("application/json"));
    }
}
