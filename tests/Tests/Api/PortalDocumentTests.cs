using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Orders;
using Hub.Registries;
using Tests.Attachments;
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
        "readStatus",
        "moveClock",
    ];

    private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);
    private HubApplication hub = null!;
    private HttpClient portal = null!;
    private JsonElement document;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        hub = HubApplication.Start();
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
            o =>
                Assert.True(
                    Content(o.Body.GetProperty("requestBody")).TryGetProperty("example", out _),
                    o.Name
                )
        );
        Assert.All(
            Operations().Where(o => o.Name != "removeWebhookEndpoint"),
            o => Assert.True(Content(Success(o.Body).Answer).TryGetProperty("example", out _), o.Name)
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

            using var response = await SendAsync(operation);

            var text = await response.Content.ReadAsStringAsync(Ct);
            var (status, answer) = Success(operation.Body);
            Assert.True(status == (int)response.StatusCode, $"{name}: {(int)response.StatusCode} {text}");
            if (text.Length > 0)
            {
                var body = JsonElement.Parse(text);
                Learn(name, body);
                differences.AddRange(
                    ExampleDifferences.Find(Content(answer).GetProperty("example"), body, name)
                );
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

    private static (int Status, JsonElement Answer) Success(JsonElement operation)
    {
        var answer = operation.GetProperty("responses").EnumerateObject().First(r => r.Name != "default");
        return (int.Parse(answer.Name, System.Globalization.CultureInfo.InvariantCulture), answer.Value);
    }

    private static JsonElement Content(JsonElement body) =>
        body.GetProperty("content").EnumerateObject().Single().Value;

    private async Task PrepareAsync(string name)
    {
        if (name == "listEvents")
        {
            // The log is written after the fact.
            await hub.SettleAsync(Ct);
        }
        else if (name == "readStatus")
        {
            await WaitAtBureauAsync();
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

    // A bureau with a request to answer, and one it has answered.
    private Task WaitAtBureauAsync() =>
        hub.Store.WriteAsync(
            session =>
            {
                foreach (
                    var (number, state) in (
                        (RequestState[])[RequestState.Received, RequestState.Answered]
                    ).Index()
                )
                {
                    session.Db.BureauRequests.Add(
                        new BureauRequest
                        {
                            RequestId = $"{known["order"]}-R{number}",
                            OrderId = Guid.Parse(known["order"]),
                            Number = number,
                            BureauCode = "CHK-02",
                            Channel = "desk",
                            State = state,
                            DueOn = "2026-11-26",
                            OpenedAt = session.Now.AddHours(-5),
                            AnsweredAt = state == RequestState.Answered ? session.Now : null,
                        }
                    );
                }

                return Task.CompletedTask;
            },
            Ct
        );

    private void Learn(string name, JsonElement body)
    {
        switch (name)
        {
            case "placeOrder":
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

    private async Task<HttpResponseMessage> SendAsync(Operation operation)
    {
        using var message = new HttpRequestMessage(operation.Method, PathOf(operation))
        {
            Content = ContentOf(operation),
        };
        if (operation.Method == HttpMethod.Post && operation.Name != "moveClock")
        {
            message.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        }

        return await portal.SendAsync(message, Ct);
    }

    private string PathOf(Operation operation)
    {
        var id = operation.Path switch
        {
            var path when path.Contains("/orders/", StringComparison.Ordinal) => known.GetValueOrDefault(
                "order"
            ),
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

    private HttpContent? ContentOf(Operation operation)
    {
        if (operation.Name == "addAttachment")
        {
            var file = new ByteArrayContent(TestFiles.Png());
            return new MultipartFormDataContent { { file, "file", "family-booklet.png" } };
        }

        if (!operation.Body.TryGetProperty("requestBody", out var body))
        {
            return null;
        }

        var example = JsonNode.Parse(Content(body).GetProperty("example").GetRawText())!.AsObject();
        if (operation.Name == "trackOrder")
        {
            example["trackingNumber"] = known["tracking"];
        }

        return new StringContent(example.ToJsonString(), new MediaTypeHeaderValue("application/json"));
    }

    private sealed record Operation(string Name, HttpMethod Method, string Path, JsonElement Body);
}
