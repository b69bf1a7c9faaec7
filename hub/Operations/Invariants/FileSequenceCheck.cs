using Adapters.Exchange;

namespace Hub.Operations.Invariants;

/// <summary>Are the numbers of our files contiguous, per partner, bureau in the name and kind?</summary>
internal static class FileSequenceCheck
{
    /// <summary>Names of files that carry no readable name, and gaps and repetitions in each sequence.</summary>
    public static IEnumerable<string> Gaps(IReadOnlyList<SentFile> sent)
    {
        foreach (var file in sent.Where(f => ExchangeFileName.Parse(f.Name)?.Sequence != f.Sequence))
        {
            yield return $"{file.Name} does not bear its number {file.Sequence}";
        }

        var streams = sent.GroupBy(f => (f.Partner, f.Kind, ExchangeFileName.Parse(f.Name)?.Bureau));
        foreach (var stream in streams)
        {
            // Numbers begin again after the last; files are few enough that one turn of the circle is all there is.
            var numbers = stream.Select(f => f.Sequence).Order().ToList();
            if (numbers[^1] == ExchangeFileName.MaxSequence)
            {
                continue;
            }

            for (var i = 0; i < numbers.Count; i++)
            {
                if (numbers[i] != i + 1)
                {
                    yield return $"{stream.Key.Kind} files for {stream.Key.Partner} ({stream.Key.Bureau}): number {i + 1} is missing or given twice";
                    break;
                }
            }
        }
    }
}
