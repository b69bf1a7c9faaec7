using CsCheck;
using Workflows.Feel;

namespace Tests.Feel;

public sealed class ValueTests
{
    private static readonly Gen<FeelValue> Scalar = Gen.OneOf(
        Gen.Const(FeelValue.Null),
        Gen.Bool.Select(FeelValue.From),
        Gen.Long.Select(FeelValue.From),
        Gen.Decimal.Select(FeelValue.From),
        Gen.String.Select(text => FeelValue.From(text)),
        Gen.Long[-366_000_000_000 + 1000, 365_000_000_000].Select(Date),
        Gen.Long[-1_000_000_000_000, 1_000_000_000_000].Select(FeelValue.FromMonths),
        Gen.Long.Select(nanoseconds => FeelValue.From(new FeelDuration(nanoseconds)))
    );

    private static readonly Gen<FeelValue> Any = Gen.Recursive<FeelValue>(
        (depth, inner) =>
            depth > 3
                ? Scalar
                : Gen.Frequency(
                    (4, Scalar),
                    (
                        1,
                        inner
                            .Array[0, 5]
                            .Select(items => FeelValue.From(new FeelList((IEnumerable<FeelValue>)items)))
                    ),
                    (
                        1,
                        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 8], inner)
                            .Array[0, 5]
                            .Select(entries =>
                                FeelValue.From(
                                    FeelContext.Of(
                                        entries.Select(entry => KeyValuePair.Create(entry.Item1, entry.Item2))
                                    )
                                )
                            )
                    )
                )
    );

    [Fact]
    public void The_text_of_a_value_reads_back_as_the_value() =>
        Any.Sample(value => Evaluated.Of(value.ToString()).Equals(value), iter: 3_000);

    [Fact]
    public void Json_that_was_written_reads_back_but_for_dates_and_durations() =>
        Any.Sample(
            value =>
            {
                var json = FeelJson.ToUtf8(value);
                return FeelJson.ToUtf8(FeelJson.Parse(json)).AsSpan().SequenceEqual(json);
            },
            iter: 3_000
        );

    [Fact]
    public void Whole_decimals_and_integers_are_one_value()
    {
        Assert.Equal(FeelValue.From(5L), FeelValue.From(5.00m));
        Assert.Equal(FeelValue.From(5L).GetHashCode(), FeelValue.From(5.0m).GetHashCode());
        Assert.NotEqual(FeelValue.From(5L), FeelValue.From(5.5m));
    }

    [Fact]
    public void The_wrong_kind_is_refused_in_a_sentence()
    {
        var thrown = Assert.Throws<InvalidOperationException>(() => FeelValue.From("x").AsDecimal());

        Assert.Equal("The FEEL value should be a number and is of kind String.", thrown.Message);
    }

    [Fact]
    public void A_context_keeps_the_order_of_its_entries_and_replaces_in_place()
    {
        var context = FeelContext.Empty.With("b", 1).With("a", 2).With("b", 3);

        Assert.Equal("{b: 3, a: 2}", context.ToString());
        Assert.Equal(["b", "a"], context.Keys);
    }

    [Fact]
    public void Many_entries_are_found_as_well_as_few()
    {
        var context = Enumerable.Range(0, 100).Aggregate(FeelContext.Empty, (sum, i) => sum.With($"k{i}", i));

        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(i, context[$"k{i}"].AsInt64()));
        Assert.False(context.TryGet("k100", out _));
    }

    private static FeelValue Date(long epochDay) =>
        FeelDate.TryFromEpochDay(epochDay, out var date) ? FeelValue.From(date) : FeelValue.Null;
}
