using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Simulators.Gateway;

namespace Tests.Payments;

/// <summary>The simulated gateway's XML API without a network: a call that it aborts is a connection that broke.</summary>
internal sealed class InMemoryGateway(XmlApi api) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var context = new DefaultHttpContext();
        var lifetime = new Broken();
        context.Features.Set<IHttpRequestLifetimeFeature>(lifetime);
        context.Request.Body = await request.Content!.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        context.Response.Body = body;
        await api.AnswerAsync(context);
        if (lifetime.IsAborted)
        {
            throw new HttpRequestException("The connection broke.");
        }

        var response = new HttpResponseMessage((System.Net.HttpStatusCode)context.Response.StatusCode)
        {
            Content = new ByteArrayContent(body.ToArray()),
        };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", context.Response.ContentType);
        return response;
    }

    private sealed class Broken : IHttpRequestLifetimeFeature
    {
        public bool IsAborted { get; private set; }

        public CancellationToken RequestAborted { get; set; }

        public void Abort() => IsAborted = true;
    }
}
