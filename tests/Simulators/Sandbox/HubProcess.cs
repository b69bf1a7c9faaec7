using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Simulators.Sandbox;

/// <summary>
/// The hub as a child process on a clock that we step. It may be killed at any moment; it is started again at the moment at
/// which simulated time stands.
/// </summary>
internal sealed class HubProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(90);
    private const int LogTail = 30;

    private readonly string program;
    private readonly RunFolder folder;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly StreamWriter log;
    private readonly Lock gate = new();
    private readonly HttpClient http;
    private Process? process;
    private bool killed;

    /// <summary>A hub that will listen on <paramref name="address"/>.</summary>
    public HubProcess(
        string program,
        RunFolder folder,
        Uri address,
        IReadOnlyDictionary<string, string> settings
    )
    {
        (this.program, this.folder, this.settings) = (program, folder, settings);
        log = new StreamWriter(Path.Combine(folder.Logs, "hub.log"), append: true) { AutoFlush = true };
        http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(3) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", Partners.PortalKey);
    }

    /// <summary>How often it was killed.</summary>
    public int Kills { get; private set; }

    /// <summary>Starts the hub at a moment of simulated time and waits until it serves.</summary>
    public async Task StartAsync(DateTimeOffset now, CancellationToken ct)
    {
        var start = new ProcessStartInfo("dotnet", [program])
        {
            WorkingDirectory = folder.Repository,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        start.Environment["ASPNETCORE_URLS"] = http.BaseAddress!.ToString();
        start.Environment["DOTNET_ENVIRONMENT"] = "Sandbox";
        // A child that lives for a minute and shares two cores: no profiling of hot code, one heap, no spinning, and nobody
        // watches for new settings in a tree in which everybody is writing.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0";
        start.Environment["DOTNET_hostBuilder__reloadConfigOnChange"] = "false";
        start.Environment["Clock__Start"] = now.ToString("O", CultureInfo.InvariantCulture);
        killed = false;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Log(line.Data);
        process.ErrorDataReceived += (_, line) => Log(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await WaitUntilServingAsync(now, ct);
    }

    /// <summary>
    /// Moves the hub's clock and lets it do everything due by then; says when it has something to do next. A hub that was killed
    /// is started again.
    /// </summary>
    public Task<DateTimeOffset?> AdvanceAsync(DateTimeOffset to, CancellationToken ct) =>
        MoveAsync(to, settle: true, ct);

    /// <summary>The same, but what is due has only begun when this returns.</summary>
    public Task MoveAsync(DateTimeOffset to, CancellationToken ct) => MoveAsync(to, settle: false, ct);

    private async Task<DateTimeOffset?> MoveAsync(DateTimeOffset to, bool settle, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return await MoveOnceAsync(to, settle, ct);
            }
            catch (HttpRequestException) when (killed)
            {
                await process!.WaitForExitAsync(ct);
                await StartAsync(to, ct);
            }
            catch (HttpRequestException exception) when (process!.HasExited)
            {
                throw new InvalidOperationException("The hub has ended by itself.\n" + Tail(), exception);
            }
        }
    }

    /// <summary><c>kill -9</c>.</summary>
    public void Kill()
    {
        if (process is { HasExited: false } running)
        {
            killed = true;
            Kills++;
            running.Kill();
        }
    }

    /// <summary>Asks the hub to stop, and waits for it.</summary>
    public async Task StopAsync(CancellationToken ct)
    {
        if (process is not { HasExited: false } running)
        {
            return;
        }

        using var signal = Process.Start(
            "kill",
            ["-TERM", running.Id.ToString(CultureInfo.InvariantCulture)]
        )!;
        await signal.WaitForExitAsync(ct);
        await running.WaitForExitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        http.Dispose();
        await log.DisposeAsync();
    }

    private async Task WaitUntilServingAsync(DateTimeOffset now, CancellationToken ct)
    {
        var until = TimeProvider.System.GetUtcNow() + StartPatience;
        while (true)
        {
            try
            {
                await MoveOnceAsync(now, settle: true, ct);
                return;
            }
            catch (HttpRequestException) when (!process!.HasExited && TimeProvider.System.GetUtcNow() < until)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(40), ct);
            }
            catch (HttpRequestException) when (killed)
            {
                // Killed while it was starting: whoever moves the clock next starts it again.
                return;
            }
            catch (HttpRequestException exception)
            {
                throw new InvalidOperationException("The hub did not start.\n" + Tail(), exception);
            }
        }
    }

    private async Task<DateTimeOffset?> MoveOnceAsync(DateTimeOffset to, bool settle, CancellationToken ct)
    {
        using var response = await http.PostAsJsonAsync("sandbox/clock", new { to, settle }, ct);
        response.EnsureSuccessStatusCode();
        var time = await response.Content.ReadFromJsonAsync<JsonElement>(ct);
        return time.TryGetProperty("nextDueAt", out var due) ? due.GetDateTimeOffset() : null;
    }

    private void Log(string? line)
    {
        if (line is not null)
        {
            lock (gate)
            {
                log.WriteLine(line);
            }
        }
    }

    private string Tail()
    {
        lock (gate)
        {
            var path = Path.Combine(folder.Logs, "hub.log");
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file, Encoding.UTF8);
            return string.Join('\n', reader.ReadToEnd().TrimEnd().Split('\n').TakeLast(LogTail));
        }
    }
}
