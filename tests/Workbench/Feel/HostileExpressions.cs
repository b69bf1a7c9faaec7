namespace Workbench.Feel;

/// <summary>
/// Expressions written to exhaust a machine: every source of endless work within every function that would collect it. Each
/// has to end within 250 ms and 16 MiB (security.md). Tests hold the memory, <c>./run bench feel</c> shows the time.
/// </summary>
internal static class HostileExpressions
{
    private static readonly string[] Sources =
    [
        // Products and ranges without end.
        "(for i in 1..1000000, j in 1..1000000 return i * j)",
        "(for i in [1..1000000000000] return i)",
        "(for d in @\"-999999999-01-01\"..@\"999999999-12-31\" return d)",
        "([1..1000000000000][item > 0])",
        // What doubles every round.
        "(for i in 1..100 return if i = 1 then \"ab\" else partial[-1] + partial[-1])",
        "(for i in 1..100 return if i = 1 then [1, 2] else concatenate(partial[-1], partial[-1]))",
        "(for i in 1..100 return if i = 1 then {a: 1} else {a: partial[-1], b: partial[-1]})",
        // Calls without end.
        "({f: function(x) f(x + 1), r: f(1)}.r)",
        "({f: function(x) [f(x + 1), f(x + 2)], r: f(1)}.r)",
        "({f: function(n) if n < 2 then 1 else f(n - 1) + f(n - 2), r: f(80)}.r)",
        // Large values, many times.
        "(for i in 1..1000000 return context([{key: string(i), value: [i, i, i]}]))",
        "(for i in 1..1000000 return now() + duration(\"PT1S\") * i)",
        "(for i in 1..1000000 return string join([\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", string(i)], \"-\"))",
        "(for i in 1..1000000 return missing + i)",
    ];

    private static readonly string[] Consumers =
    [
        "{0}",
        "count({0})",
        "string({0})",
        "flatten({0})",
        "distinct values({0})",
        "sort({0}, function(a, b) count({0}) > 0)",
        "sum({0})",
        "some x in {0} satisfies x = -1",
        "{0}[item = null or item != null]",
        "union({0}, {0})",
        "list replace({0}, function(a, b) a = b, {0})",
        "for x in {0} return {0}",
        "(function(v) [v, v, {0}])({0})",
    ];

    private static readonly string[] Others =
    [
        "matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"^(a+)+$\")",
        "matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"(a|aa)+$\")",
        "replace(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"(a*)*b\", \"x\")",
        "split(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"(a+)+b\")",
        "extract(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"(a+)+$\")",
        "for i in 1..1000 return matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"(x+x+)+y|(a+)+\" + string(i))",
        "matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", \"(a?){30}a{30}\")",
        "matches(\"x\", \"((((((((((a{1000}){1000}){1000}){1000}){1000}){1000}){1000}){1000}){1000}){1000})\")",
        "for i in 1..100000 return matches(\"x\", \"[a-z]{\" + string(i) + \"}\")",
        "for i in 1..64 return if i = 1 then \"ab\" else replace(partial[-1], \"a\", \"aaaaaaaa\")",
        "sort(for i in 1..200000 return 200000 - i, function(a, b) a < b)",
        "sort(for i in 1..1000 return i, function(a, b) sort([b, a], function(c, d) c < d) = [a, b])",
        "(function(f) f(f))(function(f) f(f))",
        "every i in 1..100000 satisfies every j in 1..100000 satisfies i = j or true",
        "{a: for i in 1..1000000000 return i, b: a, c: b}",
        "index of(for i in 1..100000 return [i], [1])",
        "get entries(context(for i in 1..1000000 return {key: string(i), value: i}))",
        "product(for i in 1..100000 return i)",
        "2 ** 99999999999 ** 99999999999",
        "sum(for i in 1..1000000 return decimal(i / 7, 20) ** 3)",
    ];

    public static IEnumerable<string> All =>
        Sources
            .SelectMany(source =>
                Consumers.Select(consumer => consumer.Replace("{0}", source, StringComparison.Ordinal))
            )
            .Concat(Others);
}
