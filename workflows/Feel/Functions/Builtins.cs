using System.Collections.Frozen;
using Workflows.Feel.Syntax;

namespace Workflows.Feel.Functions;

/// <summary>
/// All functions FEEL brings along: DMN 1.5 chapter 10.3.4, Camunda's additions, and our own.
/// </summary>
internal static class Builtins
{
    private static readonly FrozenDictionary<string, Builtin> ByName = new[]
    {
        NumberFunctions.All,
        RoundingFunctions.All,
        TextFunctions.All,
        RegexFunctions.All,
        ListFunctions.All,
        ListEditing.All,
        AggregateFunctions.All,
        ContextFunctions.All,
        TemporalFunctions.All,
        CalendarFunctions.All,
        RangeFunctions.All,
        ValueFunctions.All,
        WorkingTimeFunctions.All,
        HijriFunctions.All,
    }
        .SelectMany(family => family)
        .ToFrozenDictionary(builtin => builtin.Name);

    /// <summary>The names of several words, for the parser.</summary>
    public static NameTable Names { get; } = new(ByName.Keys);

    public static Builtin? Find(string name) => ByName.GetValueOrDefault(name);
}
