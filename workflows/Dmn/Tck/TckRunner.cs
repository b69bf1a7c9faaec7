using System.Xml;
using System.Xml.Linq;
using NodaTime;
using Workflows.Feel;

namespace Workflows.Dmn.Tck;

/// <summary>
/// Runs cases of the DMN TCK against this implementation. Expressions that cannot be read count as null, as
/// the kit expects of them.
/// </summary>
public static class TckRunner
{
    // Any moment will do: the kit asks for the kind of now(), not for its value.
    private static readonly Instant Now = Instant.FromUtc(2026, 1, 1, 12, 0);

    /// <summary>All cases of a folder.</summary>
    public static IEnumerable<TckOutcome> Run(TckFolder folder)
    {
        foreach (var (name, content) in folder.Files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            if (!name.EndsWith(".xml", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var outcome in RunFile(folder, name, content))
            {
                yield return outcome;
            }
        }
    }

    private static IEnumerable<TckOutcome> RunFile(
        TckFolder folder,
        string file,
        ReadOnlyMemory<byte> content
    )
    {
        if (Load(content) is not { } root)
        {
            yield return new TckOutcome(folder.Level, folder.Name, file, "", false, "The file is not XML.");
            yield break;
        }

        if (root.Name.LocalName != "testCases")
        {
            yield break;
        }

        var modelName = Child(root, "modelName")?.Value.Trim() ?? "";
        var (model, refusal) = Read(folder, modelName);
        foreach (var test in root.Elements().Where(element => element.Name.LocalName == "testCase"))
        {
            var message = model is null ? refusal : RunCase(model, test);
            yield return new TckOutcome(
                folder.Level,
                folder.Name,
                file,
                test.Attribute("id")?.Value ?? "",
                message.Length == 0,
                message
            );
        }
    }

    private static XElement? Load(ReadOnlyMemory<byte> content)
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        try
        {
            using var reader = XmlReader.Create(stream, settings);
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static (DmnModel? Model, string Refusal) Read(TckFolder folder, string modelName)
    {
        if (!folder.Files.TryGetValue(modelName, out var main))
        {
            return (null, $"The model '{modelName}' is missing.");
        }

        var others = folder
            .Files.Where(file => file.Key.EndsWith(".dmn", StringComparison.Ordinal) && file.Key != modelName)
            .Select(file => file.Value)
            .ToList();
        return DmnReader.Read(main, others, DmnLimits.Tck, lenient: true) switch
        {
            DmnRead.Accepted accepted => (accepted.Model, ""),
            DmnRead.Refused refused => (null, $"Refused: {refused.Problems[0]}"),
            _ => (null, ""),
        };
    }

    /// <summary>Empty when every result is as expected.</summary>
    private static string RunCase(DmnModel model, XElement test)
    {
        var inputs = FeelContext.Of(
            test.Elements()
                .Where(element => element.Name.LocalName == "inputNode")
                .Select(input => KeyValuePair.Create(NameOf(input), TckValue.Read(input)))
        );
        foreach (var result in test.Elements().Where(element => element.Name.LocalName == "resultNode"))
        {
            var name = NameOf(result);
            var environment = new FeelEnvironment(Now, DateTimeZone.Utc) { Seed = 1 };
            var actual = Evaluate(model, test, name, inputs, environment);
            var expected = Child(result, "expected") is { } value ? TckValue.Read(value) : FeelValue.Null;
            if (!TckValue.AreEqual(expected, actual))
            {
                var why = string.Join("; ", environment.Warnings.Take(3));
                return $"{name}: expected {expected}, got {actual}. {why}";
            }
        }

        return "";
    }

    private static FeelValue Evaluate(
        DmnModel model,
        XElement test,
        string name,
        FeelContext inputs,
        FeelEnvironment environment
    )
    {
        if (test.Attribute("type")?.Value is "decisionService" or "bkm")
        {
            return model.Invoke(test.Attribute("invocableName")?.Value ?? name, inputs, environment);
        }

        var element = model.Find(name);
        return element is null ? FeelValue.Null : DmnModel.Evaluate(element, inputs, environment).Value;
    }

    private static string NameOf(XElement node) => node.Attribute("name")?.Value ?? "";

    private static XElement? Child(XElement parent, string name) =>
        parent.Elements().FirstOrDefault(element => element.Name.LocalName == name);
}
