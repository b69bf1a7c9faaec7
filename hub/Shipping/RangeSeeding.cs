using Adapters.Post;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Shipping;

/// <summary>Reads the post's range file at start; a range that is known keeps the count of what it has given out.</summary>
internal sealed class RangeSeeding(HubStore store, IOptions<ShippingOptions> options) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var (ranges, problems) = NumberRangeFile.Read(
            await File.ReadAllBytesAsync(options.Value.RangeFile, cancellationToken)
        );
        if (problems.Count > 0)
        {
            var lines = string.Join("; ", problems.Select(p => $"line {p.Line}: {p.Message}"));
            throw new InvalidOperationException($"'{options.Value.RangeFile}' has problems: {lines}");
        }

        await store.WriteAsync(
            async session =>
            {
                var known = await session
                    .Db.NumberRanges.Select(r => new { r.Prefix, r.From })
                    .ToListAsync(cancellationToken);
                foreach (
                    var range in ranges.Where(r =>
                        !known.Exists(k => k.Prefix == r.Prefix && k.From == r.From)
                    )
                )
                {
                    session.Db.NumberRanges.Add(
                        new NumberRange
                        {
                            Id = session.NewId(),
                            Prefix = range.Prefix,
                            From = range.From,
                            To = range.To,
                            Next = range.From,
                            ValidFrom = range.ValidFrom,
                        }
                    );
                }
            },
            cancellationToken
        );
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
