using BenchmarkDotNet.Attributes;
using NodaTime;
using Workflows.Feel;

namespace Benchmarks.Feel;

/// <summary>
/// Conditions as processes have them. The first is the ten-node condition of the design (language.md): two paths,
/// two comparisons, a conjunction.
/// </summary>
[MemoryDiagnoser]
public class FeelBenchmarks
{
    private readonly FeelEnvironment _environment = new(
        Instant.FromUtc(2026, 11, 22, 9, 0),
        DateTimeZoneProviders.Tzdb["Africa/Casablanca"]
    );

    private readonly FeelContext _variables = FeelContext
        .Empty.With("orderId", "0199b0d2-7f1e-7cc3-9a53-5a1f5a8b2c11")
        .With(
            "order",
            FeelValue.From(
                FeelContext
                    .Empty.With("tracking", "CASA-2026-000123")
                    .With("totalCentimes", 4_350L)
                    .With("city", "Casablanca")
            )
        );

    private FeelExpression _condition = null!;
    private FeelExpression _fractions = null!;
    private FeelExpression _loop = null!;

    [GlobalSetup]
    public void Setup()
    {
        _condition = Compile("""order.totalCentimes > 2000 and order.city = "Casablanca" """);
        _fractions = Compile("order.totalCentimes / 100 * 1.2 > 35.5");
        _loop = Compile("sum(for i in 1..100 return i * 2)");
    }

    [Benchmark(Baseline = true)]
    public FeelValue TenNodeCondition() => _condition.Evaluate(_variables, _environment);

    [Benchmark]
    public FeelValue DecimalCondition() => _fractions.Evaluate(_variables, _environment);

    [Benchmark]
    public FeelValue LoopOfHundred() => _loop.Evaluate(_variables, _environment);

    [Benchmark]
    public FeelExpression ParseAndCompile() =>
        Compile("""order.totalCentimes > 2000 and order.city = "Casablanca" """);

    private static FeelExpression Compile(string source) =>
        FeelExpression.Parse(source, FeelDialect.Camunda) is FeelParse.Parsed parsed
            ? parsed.Expression
            : throw new InvalidOperationException($"'{source}' should be FEEL.");
}
