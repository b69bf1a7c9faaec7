using Workflows.Feel;

namespace Tests.Feel;

public sealed class AllocationTests
{
    [Theory]
    [InlineData("order.totalCentimes > 2000 and order.city = \"Casablanca\"")]
    [InlineData("outcome = \"issued\" or (outcome = \"partially_issued\" and not(correctable))")]
    [InlineData(
        "if order.totalCentimes >= 100 * 20 then order.city in (\"Rabat\", \"Casablanca\") else false"
    )]
    [InlineData("order.totalCentimes between 1000 and 9000")]
    public void A_condition_is_judged_without_garbage(string source)
    {
        var expression = Evaluated.Parse(source);
        var environment = Evaluated.Environment();
        var variables = FeelContext
            .Empty.With("outcome", "partially_issued")
            .With("correctable", false)
            .With(
                "order",
                FeelValue.From(FeelContext.Empty.With("totalCentimes", 4350).With("city", "Casablanca"))
            );
        Assert.True(expression.Evaluate(variables, environment).IsTrue);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            expression.Evaluate(variables, environment);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_value_takes_sixteen_bytes() =>
        Assert.Equal(16, System.Runtime.CompilerServices.Unsafe.SizeOf<FeelValue>());

    [Fact]
    public async Task Many_threads_may_evaluate_one_expression()
    {
        var expression = Evaluated.Parse("sum(for i in 1..50 return i * factor)");

        var sums = await Task.WhenAll(
            Enumerable
                .Range(1, 8)
                .Select(factor =>
                    Task.Run(
                        () =>
                            Enumerable
                                .Range(0, 200)
                                .Select(_ =>
                                    expression
                                        .Evaluate(
                                            FeelContext.Empty.With("factor", factor),
                                            Evaluated.Environment()
                                        )
                                        .AsInt64()
                                )
                                .Distinct()
                                .Single(),
                        TestContext.Current.CancellationToken
                    )
                )
        );

        Assert.Equal(Enumerable.Range(1, 8).Select(factor => factor * 1275L), sums);
    }
}
