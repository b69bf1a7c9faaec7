using System.Runtime.InteropServices;

namespace Workflows.Feel.Runtime;

/// <summary>A value taken along from outside, and its slot inside.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Captured(int Slot, FeelValue Value);
