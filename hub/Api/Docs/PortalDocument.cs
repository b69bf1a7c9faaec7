using System.Text.Json.Nodes;
using Hub.Api.Tokens;
using Hub.Portal;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Hub.Api.Docs;

/// <summary>The OpenAPI document of the portals' API, at <c>/openapi/v1.json</c>, and its browser at <c>/docs</c>.</summary>
internal static class PortalDocument
{
    private const string Scheme = "portal-key";
    private const string TokenScheme = "portal-token";
    private const string Json = "application/json";
    private const string ProblemJson = "application/problem+json";

    /// <summary>Adds the document.</summary>
    public static IServiceCollection AddPortalDocument(this IServiceCollection services) =>
        services.AddOpenApi(
            "v1",
            options =>
            {
                options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
                options.ShouldInclude = description =>
                    description.ActionDescriptor.EndpointMetadata.OfType<NeededScope>().Any()
                    || "/" + description.RelativePath == StatusApi.Path;
                options.AddDocumentTransformer(DescribeAsync);
                options.AddOperationTransformer(DescribeAsync);
            }
        );

    /// <summary>Maps the document and its browser; scripts and fonts come from here, never from elsewhere.</summary>
    public static void MapPortalDocument(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        routes
            .MapScalarApiReference(
                "/docs",
                options =>
                {
                    options.Title = "Shubbak Hub";
                    options.OpenApiRoutePattern = "/openapi/{documentName}.json";
                    options.DefaultFonts = false;
                    options.Telemetry = false;
                    options.DisableAgent();
                    options.DisableMcp();
                }
            )
            .AllowAnonymous();
    }

    private static Task DescribeAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken ct
    )
    {
        document.Info = new OpenApiInfo
        {
            Title = "Shubbak Hub",
            Version = "1",
            Description =
                "Orders of civil-status documents, from the portal to the registered letter. Every POST takes an "
                + "`Idempotency-Key`; errors are RFC 9457 problems with a stable `code`; messages follow `Accept-Language` (ar, fr, en). "
                + "Who calls too often is answered 429 `too_many_requests`; `Retry-After` says when to go on.",
        };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "hub_test_… or hub_live_…",
            },
            [TokenScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OAuth2,
                Description =
                    "The client's id and one of its keys as `client_id` and `client_secret`, against a token of ten minutes.",
                Flows = new OpenApiOAuthFlows
                {
                    ClientCredentials = new OpenApiOAuthFlow
                    {
                        TokenUrl = new Uri("/" + PortalTokens.Path, UriKind.Relative),
                        Scopes = PortalScopes.All.ToDictionary(scope => scope, _ => ""),
                    },
                },
            },
        };
        return Task.CompletedTask;
    }

    private static async Task DescribeAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken ct
    )
    {
        var name = operation.OperationId ?? "";
        if (!OperationDocs.All.TryGetValue(name, out var doc))
        {
            throw new InvalidOperationException($"OperationDocs says nothing of the operation '{name}'.");
        }

        operation.Summary = doc.Summary;
        operation.Description = doc.Description;
        AddScope(operation, context);
        operation.Parameters ??= [];
        AddParameters(operation, doc, context.Description.HttpMethod == HttpMethods.Post && !doc.Repeatable);
        operation.RequestBody = doc.TakesFile ? FileBody() : await BodyAsync(doc, context, ct);
        operation.Responses = new OpenApiResponses
        {
            [doc.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = await AnswerAsync(
                doc,
                context,
                ct
            ),
            ["default"] = Problem(),
        };
    }

    private static void AddScope(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<NeededScope>().LastOrDefault()?.Name is not { } scope)
        {
            operation.Description += " No key is needed.";
            return;
        }

        operation.Description = $"{operation.Description}\n\nScope: `{scope}`.".TrimStart();
        operation.Security =
        [
            new OpenApiSecurityRequirement
            {
                [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [scope],
            },
            new OpenApiSecurityRequirement
            {
                [new OpenApiSecuritySchemeReference(TokenScheme, context.Document)] = [scope],
            },
        ];
    }

    private static void AddParameters(OpenApiOperation operation, OperationDoc doc, bool post)
    {
        foreach (var (name, meaning, example) in doc.Query)
        {
            operation.Parameters!.Add(Parameter(name, ParameterLocation.Query, meaning, example, false));
        }

        if (post)
        {
            operation.Parameters!.Add(
                Parameter(
                    IdempotencyKeys.Header,
                    ParameterLocation.Header,
                    "The same key and body: the first answer again, for 7 days. At most 255 characters.",
                    "6f1c6a0e-5a3b-4c55-9f0e-7d1f0a5a2b11",
                    true
                )
            );
        }
    }

    private static OpenApiParameter Parameter(
        string name,
        ParameterLocation place,
        string meaning,
        string example,
        bool required
    ) =>
        new()
        {
            Name = name,
            In = place,
            Description = meaning,
            Required = required,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            Example = example.Length > 0 ? JsonValue.Create(example) : null,
        };

    /// <summary>Null without any: a body has one example or several, never both.</summary>
    private static Dictionary<string, IOpenApiExample>? ExamplesOf(
        IReadOnlyList<ExampleCall> calls,
        Func<ExampleCall, string> part
    ) =>
        calls.Count == 0
            ? null
            : calls.ToDictionary(
                call => call.Name,
                IOpenApiExample (call) =>
                    new OpenApiExample { Summary = call.Summary, Value = JsonNode.Parse(part(call)) }
            );

    private static async Task<OpenApiRequestBody?> BodyAsync(
        OperationDoc doc,
        OpenApiOperationTransformerContext context,
        CancellationToken ct
    ) =>
        doc.Request is null
            ? null
            : new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [Json] = new OpenApiMediaType
                    {
                        Schema = await context.GetOrCreateSchemaAsync(doc.Request, null, ct),
                        Example = doc.RequestExample is { } one ? JsonNode.Parse(one) : null,
                        Examples = ExamplesOf(doc.Calls, call => call.Request),
                    },
                },
            };

    private static OpenApiRequestBody FileBody() =>
        new()
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["multipart/form-data"] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Required = new HashSet<string> { "file" },
                        Properties = new Dictionary<string, IOpenApiSchema>
                        {
                            ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                        },
                    },
                    Example = new JsonObject { ["file"] = "(the bytes of family-booklet.png)" },
                },
            },
        };

    private static async Task<OpenApiResponse> AnswerAsync(
        OperationDoc doc,
        OpenApiOperationTransformerContext context,
        CancellationToken ct
    ) =>
        new()
        {
            Description = doc.Summary,
            Content = doc.Response is null
                ? null
                : new Dictionary<string, OpenApiMediaType>
                {
                    [Json] = new OpenApiMediaType
                    {
                        Schema = await context.GetOrCreateSchemaAsync(doc.Response, null, ct),
                        Example = doc.ResponseExample is { } one ? JsonNode.Parse(one) : null,
                        Examples = ExamplesOf(doc.Calls, call => call.Response),
                    },
                },
        };

    private static OpenApiResponse Problem() =>
        new()
        {
            Description = "A problem with a stable code",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [ProblemJson] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchema { Type = JsonSchemaType.Object },
                    Example = JsonNode.Parse(
                        """
                        {
                          "type": "urn:shubbak:problem:validation_failed",
                          "title": "Some fields are wrong or missing; see errors.",
                          "status": 422, "code": "validation_failed",
                          "errors": [
                            {
                              "pointer": "/bureau", "code": "bureau_unknown",
                              "message": "There is no bureau with this code.",
                              "suggestions": [{ "code": "CHK-01", "name": "Ain Chock (Central)" }]
                            }
                          ]
                        }
                        """
                    ),
                },
            },
        };
}
