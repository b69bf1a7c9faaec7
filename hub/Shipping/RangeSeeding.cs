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
        var bytes = await File.ReadAllBytesAsync(options.Value.RangeFile, cancellationToken);
        await store.WriteAsync(
            async session =>
            {
                await session.TakeTurnAsync();
                var known = await session
                    .Db.NumberRanges.Select(r => new ItemNumberRange(r.Prefix, r.From, r.To, r.ValidFrom))
                    .ToListAsync(cancellationToken);
                var reading = NumberRangeFile.Read(bytes, known);
                if (reading.Problems.Count > 0)
                {
                    var lines = string.Join(
                        "; ",
                        reading.Problems.Select(p => $"line {p.Line}: {p.Message}")
                    );
                    throw new InvalidOperationException($"'{options.Value.RangeFile}' has problems: {lines}");
                }

                foreach (var range in reading.Ranges)
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
