using Workflows.Feel.Compiling;
using Workflows.Feel.Functions;
using Workflows.Feel.Runtime;

namespace Workflows.Feel.Syntax;

/// <summary>
/// The body of a function written in another language (DMN 1.5 §10.3.2.13.3). What is known of Java is computed; every other
/// call is null, with a warning.
/// </summary>
/// <param name="Parameters">The names of the function's parameters.</param>
/// <param name="Type">The Java class, or empty.</param>
/// <param name="Signature">Its method and the types of its parameters, or empty.</param>
/// <param name="Position">Where it stands.</param>
internal sealed record ExternalNode(
    IReadOnlyList<string> Parameters,
    string Type,
    string Signature,
    int Position
) : CustomNode(Position)
{
    /// <summary>Whether a call with fitting arguments has a result.</summary>
    public bool IsKnown => JavaFunctions.Knows(Type, Signature);

    /// <summary>
    /// Takes the mapping from a body such as <c>{java: {class: "…", method signature: "…"}}</c>, or from the inner context,
    /// as boxed functions have it.
    /// </summary>
    public static ExternalNode From(IEnumerable<string> parameters, Node? body, int position)
    {
        var mapping = Entry(body, "java") ?? body;
        return new ExternalNode(
            [.. parameters],
            Text(Entry(mapping, "class")),
            Text(Entry(mapping, "method signature")),
            position
        );
    }

    public override Code Compile(Compiler compiler)
    {
        var arguments = Parameters.Select(name => compiler.Compile(new NameNode(name, Position))).ToArray();
        var (type, signature, position) = (Type, Signature, Position);
        return frame =>
        {
            var values = Array.ConvertAll(arguments, argument => argument(frame));
            return JavaFunctions.TryCall(frame.Evaluation, type, signature, values, position, out var result)
                ? result
                : frame.Evaluation.Fail(
                    "external_function",
                    "This function is written outside FEEL and is not run here, or not with such arguments.",
                    position
                );
        };
    }

    private static Node? Entry(Node? node, string name) =>
        (node as ContextNode)?.Entries.FirstOrDefault(entry => entry.Name == name)?.Value;

    private static string Text(Node? node) =>
        node is LiteralNode literal && literal.Value.TryGetString(out var text) ? text : "";
}
