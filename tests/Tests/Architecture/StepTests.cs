using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Hub.Steps;
using Hub.Work;

namespace Tests.Architecture;

/// <summary>Task types of the definitions and the classes that do them find each other by name.</summary>
public sealed partial class StepTests
{
    /// <summary>Work that no drawing asks for: other code intends it.</summary>
    private static readonly HashSet<string> OutsideDefinitions =
    [
        "check-payment",
        "confirm-capture",
        "put-file",
        "send-email",
        "send-sms",
        "send-webhook",
    ];

    [Fact]
    public void A_task_type_is_the_name_of_its_class_and_of_its_file() =>
        Assert.Empty(
            Steps()
                .Where(step =>
                    step.Class != Pascal(step.Type)
                    || !File.Exists(Path.Combine(Repository.Root, "hub", "Steps", step.Class + ".cs"))
                )
                .Select(step => $"{step.Type} is done by {step.Class}")
        );

    [Fact]
    public void Every_task_of_the_definitions_is_done_by_a_step()
    {
        var known = Steps().Select(s => s.Type).ToHashSet(StringComparer.Ordinal);
        var used = TaskTypes();

        Assert.NotEmpty(used);
        Assert.Empty(used.Except(known));
    }

    [Fact]
    public void Every_step_is_used_by_a_definition_or_intended_by_code()
    {
        var used = TaskTypes();

        Assert.Empty(Steps().Select(s => s.Type).Except(used).Except(OutsideDefinitions));
    }

    private static List<(string Type, string Class)> Steps() =>
        [
            .. typeof(IStep)
                .Assembly.GetTypes()
                .Where(t => t is { IsClass: true, IsAbstract: false } && IsStep(t))
                .Select(t => (TypeOf(t), t.Name)),
        ];

    private static bool IsStep(Type type) =>
        type.IsAssignableTo(typeof(IStep)) || type.IsAssignableTo(typeof(IWorkHandler));

    // The type is a constant of the class; nothing of the object is needed to read it.
    private static string TypeOf(Type type) =>
        RuntimeHelpers.GetUninitializedObject(type) switch
        {
            IStep step => step.Type,
            IWorkHandler handler => handler.Type,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static HashSet<string> TaskTypes() =>
        [
            .. Directory
                .EnumerateFiles(
                    Path.Combine(Repository.Root, "workflows", "definitions"),
                    "*.bpmn",
                    SearchOption.AllDirectories
                )
                .SelectMany(path => TaskType().Matches(File.ReadAllText(path)))
                .Select(match => match.Groups["type"].Value),
        ];

    private static string Pascal(string kebab) =>
        string.Concat(kebab.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    [GeneratedRegex(
        @"<zeebe:taskDefinition[^>]*\btype=""(?<type>[^""=]+)""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex TaskType();
}
