namespace Workflows.Feel.Runtime;

/// <summary>A compiled piece of an expression.</summary>
internal delegate FeelValue Code(Frame frame);
