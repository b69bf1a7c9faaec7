using Microsoft.Extensions.Options;

namespace Hub.Shipping;

/// <summary>Reads the post's range file at start; a range that is known keeps the count of what it has given out.</summary>
internal sealed class RangeSeeding(ImportRanges import, IOptions<ShippingOptions> options) : IHostedService
{
    private const string Actor = "system";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(options.Value.RangeFile, cancellationToken);
        var result = await import.RunAsync(bytes, Actor, cancellationToken);
        if (result.Problems.Count > 0)
        {
            var lines = string.Join(
                "; ",
                result.Problems.Take(ImportRanges.MaxTold).Select(p => $"line {p.Line}: {p.Message}")
            );
            throw new InvalidOperationException($"'{options.Value.RangeFile}' has problems: {lines}");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
