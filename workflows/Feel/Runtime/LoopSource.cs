namespace Workflows.Feel.Runtime;

/// <summary>One <c>name in source</c> of a loop, compiled.</summary>
internal sealed record LoopSource(Code Source, Code? To, int Slot)
{
    public bool TryOpen(Frame frame, int position, out Sequence items)
    {
        var source = Source(frame);
        var known = To is null
            ? Sequence.TryOf(source, out items)
            : Sequence.TryBetween(source, To(frame), out items);
        if (!known)
        {
            frame.Evaluation.Fail(
                "not_iterable",
                $"A {Arithmetic.Name(source)} cannot be walked through.",
                position
            );
        }

        return known;
    }
}
