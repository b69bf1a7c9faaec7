using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Simulators.Registries;

/// <summary>
/// One person at the hub's own pages, as a program: signs in, sees the work list, takes tasks and says what came of them
/// (the desk API). Signs in again whenever the session is over.
/// </summary>
internal sealed class HubStaff(Uri hub, string user, string password) : IDisposable
{
    private const int PageSize = 200;
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        BaseAddress = hub,
        Timeout = TimeSpan.FromSeconds(60),
    };
    private bool signedIn;

    /// <summary>The name the hub knows the person by.</summary>
    public string User => user;

    /// <summary>The tasks in a state: <c>open</c> or <c>mine</c>.</summary>
    public async Task<IReadOnlyList<JsonElement>> ListAsync(string state, CancellationToken ct)
    {
        var tasks = new List<JsonElement>();
        string? after = null;
        do
        {
            var path =
                $"api/v1/desk/tasks?state={state}&limit={PageSize}"
                + (after is null ? "" : "&after=" + Uri.EscapeDataString(after));
            using var response = await SendAsync(HttpMethod.Get, path, null, ct);
            await RequireAsync(response, ct);
            var page = await response.Content.ReadFromJsonAsync<JsonElement>(ct);
            tasks.AddRange(page.GetProperty("tasks").EnumerateArray());
            after =
                page.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.String
                    ? next.GetString()
                    : null;
        } while (after is not null);

        return tasks;
    }

    /// <summary>Takes a task; false when a colleague was faster, or the task is over.</summary>
    public async Task<bool> ClaimAsync(string task, CancellationToken ct)
    {
        using var response = await SendAsync(HttpMethod.Post, $"api/v1/desk/tasks/{task}/claim", null, ct);
        if (response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
        {
            return false;
        }

        await RequireAsync(response, ct);
        return true;
    }

    /// <summary>Says what came of a task; false when it is over already.</summary>
    public async Task<bool> AnswerAsync(string task, JsonObject outcome, CancellationToken ct)
    {
        using var response = await SendAsync(
            HttpMethod.Post,
            $"api/v1/desk/tasks/{task}/outcome",
            outcome.ToJsonString(),
            ct
        );
        // Forbidden: a second person is needed.
        if (
            response.StatusCode
            is HttpStatusCode.Conflict
                or HttpStatusCode.NotFound
                or HttpStatusCode.Forbidden
        )
        {
            return false;
        }

        await RequireAsync(response, ct);
        return true;
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        string? json,
        CancellationToken ct
    )
    {
        if (!signedIn)
        {
            await SignInAsync(ct);
        }

        var response = await TryAsync();
        if (response.StatusCode != HttpStatusCode.Unauthorized)
        {
            return response;
        }

        response.Dispose();
        await SignInAsync(ct);
        return await TryAsync();

        async Task<HttpResponseMessage> TryAsync()
        {
            using var message = new HttpRequestMessage(method, path);
            if (method == HttpMethod.Post)
            {
                message.Content = new StringContent(
                    json ?? "",
                    System.Text.Encoding.UTF8,
                    "application/json"
                );
            }

            return await http.SendAsync(message, ct);
        }
    }

    private async Task SignInAsync(CancellationToken ct)
    {
        using var response = await http.PostAsJsonAsync("api/v1/session", new { user, password }, ct);
        await RequireAsync(response, ct);
        signedIn = true;
    }

    private static async Task RequireAsync(HttpResponseMessage response, CancellationToken ct)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        if ((int)response.StatusCode >= 500)
        {
            throw new HttpRequestException("The hub is away.", null, response.StatusCode);
        }

        var problem = await response.Content.ReadAsStringAsync(ct);
        throw new InvalidOperationException(
            $"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri!.AbsolutePath}: "
                + $"{(int)response.StatusCode} {problem}"
        );
    }
}
