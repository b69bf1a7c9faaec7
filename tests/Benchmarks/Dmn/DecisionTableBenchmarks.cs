using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using NodaTime;
using Workflows.Dmn;
using Workflows.Feel;

namespace Benchmarks.Dmn;

/// <summary>A fee table: two columns of constants and one of ranges, short and long.</summary>
[MemoryDiagnoser]
public class DecisionTableBenchmarks
{
    private readonly FeelEnvironment _environment = new(
        Instant.FromUtc(2026, 11, 22, 9, 0),
        DateTimeZone.Utc
    );

    private readonly FeelContext _inputs = FeelContext
        .Empty.With("document", "extract-3")
        .With("destination", "world")
        .With("copies", 4L);

    private DmnModel _model = null!;

    [Params(10, 50, 500)]
    public int Rules { get; set; }

    [GlobalSetup]
    public void Setup() =>
        _model = DmnReader.Read(Encoding.UTF8.GetBytes(Table(Rules))) is DmnRead.Accepted accepted
            ? accepted.Model
            : throw new InvalidOperationException("The table should be DMN.");

    [Benchmark]
    public FeelValue Fee() => _model.Evaluate("fee", _inputs, _environment).Value;

    private static string Table(int rules)
    {
        string[] destinations = ["national", "europe", "world"];
        var text = new StringBuilder(
            """
            <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="fees" namespace="n">
            <decision id="fee" name="Fee"><decisionTable id="t" hitPolicy="FIRST">
            <input id="i1"><inputExpression><text>document</text></inputExpression></input>
            <input id="i2"><inputExpression><text>destination</text></inputExpression></input>
            <input id="i3"><inputExpression><text>copies</text></inputExpression></input>
            <output id="o" name="fee"/>
            """
        );
        for (var rule = 0; rule < rules; rule++)
        {
            var document = rules - 1 - rule;
            text.Append(
                CultureInfo.InvariantCulture,
                $"<rule id=\"r{rule}\"><inputEntry><text>\"extract-{document}\"</text></inputEntry>"
                    + $"<inputEntry><text>\"{destinations[document % 3]}\", \"world\"</text></inputEntry>"
                    + $"<inputEntry><text>[1..20]</text></inputEntry><outputEntry><text>{rule * 100}</text></outputEntry></rule>"
            );
        }

        return text.Append("</decisionTable></decision></definitions>").ToString();
    }
}
