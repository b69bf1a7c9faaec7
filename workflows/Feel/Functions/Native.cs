namespace Workflows.Feel.Functions;

/// <summary>The code of a built-in. The number of arguments fits one of its signatures.</summary>
internal delegate FeelValue Native(Call call, ReadOnlySpan<FeelValue> arguments);
