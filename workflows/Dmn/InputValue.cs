using Workflows.Feel;
using Workflows.Feel.Runtime;
using Workflows.Feel.Types;

namespace Workflows.Dmn;

/// <summary>
/// Inputs as they come: process variables are JSON, which has no dates, times and durations. Where one is declared, its text
/// will do, also within lists and structures.
/// </summary>
internal static class InputValue
{
    /// <summary>The value with texts read as what <paramref name="type"/> declares; other parts stay as they are.</summary>
    public static FeelValue Read(Evaluation evaluation, FeelValue value, FeelType type)
    {
        evaluation.Charge(1);
        return type switch
        {
            FeelType.Allowed allowed => Read(evaluation, value, allowed.Base),
            FeelType.Named named => Read(evaluation, value, named.Resolve()),
            FeelType.Plain plain when value.TryGetString(out var text) => ReadText(value, text, plain.Kind),
            FeelType.ListOf list when value.TryGetList(out var items) => ReadItems(
                evaluation,
                items,
                list.Item
            ),
            FeelType.Structure structure when value.TryGetContext(out var context) => ReadMembers(
                evaluation,
                context,
                structure
            ),
            _ => value,
        };
    }

    private static FeelValue ReadText(FeelValue value, string text, FeelKind wanted)
    {
        var temporal = FeelValue.ParseTemporal(text);
        return temporal.Kind == wanted ? temporal : value;
    }

    private static FeelValue ReadItems(Evaluation evaluation, FeelList items, FeelType type)
    {
        evaluation.AllocateItems(items.Count);
        var read = new FeelValue[items.Count];
        for (var i = 0; i < read.Length; i++)
        {
            read[i] = Read(evaluation, items[i], type);
        }

        return FeelValue.FromArray(read);
    }

    private static FeelValue ReadMembers(
        Evaluation evaluation,
        FeelContext context,
        FeelType.Structure structure
    )
    {
        evaluation.Allocate(80 + (context.Count * 80L));
        var read = new FeelContext.Builder();
        foreach (var (name, value) in context.Entries)
        {
            var member = structure.Members.FirstOrDefault(member => member.Name == name);
            read.Set(name, member is null ? value : Read(evaluation, value, member.Type));
        }

        return FeelValue.From(read.Build());
    }
}
