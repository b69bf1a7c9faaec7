namespace Workbench;

/// <summary>A command line: the things it is about, then options with a value each, in any order.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _options = [];

    private Arguments(IReadOnlyList<string> things) => Things = things;

    /// <summary>What is not an option, in order.</summary>
    public IReadOnlyList<string> Things { get; }

    public string? this[string option] => _options.GetValueOrDefault(option);

    /// <summary>Reads a command line that has to name <paramref name="things"/> things.</summary>
    /// <exception cref="UsageException">Too few or many things, an option that is unknown, twice there or
    /// without value.</exception>
    public static Arguments Read(IReadOnlyList<string> args, int things, string[] options, string usage)
    {
        var found = new List<string>();
        var arguments = new Arguments(found);
        for (var i = 0; i < args.Count; i++)
        {
            // "--" alone ends the options: "- 1" and "--x" are expressions, too.
            if (args[i] == "--")
            {
                found.AddRange(args.Skip(i + 1));
                break;
            }

            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                found.Add(args[i]);
                continue;
            }

            if (!options.Contains(args[i]))
            {
                throw new UsageException($"There is no option '{args[i]}'.\n{usage}");
            }

            if (i + 1 == args.Count)
            {
                throw new UsageException($"'{args[i]}' needs a value.\n{usage}");
            }

            if (!arguments._options.TryAdd(args[i], args[i + 1]))
            {
                throw new UsageException($"'{args[i]}' is given twice.\n{usage}");
            }

            i++;
        }

        return found.Count == things ? arguments : throw new UsageException(usage);
    }
}
