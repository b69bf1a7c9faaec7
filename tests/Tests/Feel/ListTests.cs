namespace Tests.Feel;

public sealed class ListTests
{
    [Theory]
    [InlineData("[1, 2, 3][1]", "1")]
    [InlineData("[1, 2, 3][-1]", "3")]
    [InlineData("[1, 2, 3][0]", "null")]
    [InlineData("[1, 2, 3][4]", "null")]
    [InlineData("[1, 2, 3][-4]", "null")]
    [InlineData("100[1]", "100")]
    [InlineData("100[2]", "null")]
    public void Positions_count_from_one_and_from_the_end(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    [Theory]
    [InlineData("[1, 2, 3][true]", "[1, 2, 3]")]
    [InlineData("[1, 2, 3][item >= 2]", "[2, 3]")]
    [InlineData("[1, 2, 3][null]", "[]")]
    [InlineData("100[true]", "[100]")]
    [InlineData("null[true]", "null")]
    [InlineData("[][1 = 1]", "[]")]
    [InlineData("[5..9][item > 7]", "[8, 9]")]
    public void A_condition_keeps_the_items_for_which_it_holds(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    [Theory]
    [InlineData("[{x: 1, y: 2}, {x: 2, y: 3}][x = 1]", "[{x: 1, y: 2}]")]
    [InlineData("[{item: 1}, {item: 2}][item >= 2]", "[{item: 2}]")]
    [InlineData("{x: 9, r: [{x: 1}, {x: 2}][x = 2]}.r", "[{x: 2}]")]
    [InlineData("[{x: 1}, {y: 2}][y > 1]", "[{y: 2}]")]
    [InlineData("[{x: 1}, {y: 2}].y", "[null, 2]")]
    [InlineData("[{a: {b: [1]}}, {a: {b: [4, 5]}}].a.b", "[[1], [4, 5]]")]
    [InlineData("[[1, 2], [3]][count(item) = 2]", "[[1, 2]]")]
    public void Entries_of_an_item_hide_names_around_the_filter(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    [Theory]
    [InlineData("for i in 1..3 return i * 2", "[2, 4, 6]")]
    [InlineData("for i in 4..2 return i", "[4, 3, 2]")]
    [InlineData("for i in [2..1] return i", "null")]
    [InlineData("for i in [1..4) return i", "[1, 2, 3]")]
    [InlineData("for i in (1..2) return i", "[]")]
    [InlineData("for i in @\"2026-02-27\"..@\"2026-03-01\" return i.day", "[27, 28, 1]")]
    [InlineData("for i in @\"2026-02-27T00:00:00\"..@\"2026-03-01T00:00:00\" return i", "null")]
    [InlineData("for i in \"a\"..\"z\" return i", "null")]
    [InlineData("for x in [1, 2], y in [10, 20] return x + y", "[11, 21, 12, 22]")]
    [InlineData("for x in [[1, 2], [3]], y in x return y", "[1, 2, 3]")]
    [InlineData("for i in 0..4 return if i = 0 then 1 else i * partial[-1]", "[1, 1, 2, 6, 24]")]
    [InlineData("for i in 5 return i", "[5]")]
    public void Loops_walk_lists_numbers_and_days(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    [Theory]
    [InlineData("sort([3, 1, 2], function(a, b) a < b)", "[1, 2, 3]")]
    [InlineData("sort([3, 1, 2], function(a, b) null)", "null")]
    [InlineData("sort([\"b\", \"a\"])", "[\"a\", \"b\"]")]
    [InlineData("sublist([1, 2, 3], -2)", "[2, 3]")]
    [InlineData("sublist([1, 2, 3], 2, 5)", "null")]
    [InlineData("append([1], 2, 3)", "[1, 2, 3]")]
    [InlineData("insert before([1, 3], 2, 2)", "[1, 2, 3]")]
    [InlineData("insert before([1], 3, 2)", "null")]
    [InlineData("remove([1, 2], -1)", "[1]")]
    [InlineData("index of([1, 2, 1, null], 1)", "[1, 3]")]
    [InlineData("union([1, 2], [2, 3])", "[1, 2, 3]")]
    [InlineData("distinct values([1, \"1\", 1, null, null])", "[1, \"1\", null]")]
    [InlineData("duplicate values([1, 2, 1, 1])", "[1]")]
    [InlineData("flatten([1, [2, [3, [4]]]])", "[1, 2, 3, 4]")]
    [InlineData("partition([1, 2, 3], 2)", "[[1, 2], [3]]")]
    [InlineData("list replace([2, 4, 7], function(item, newItem) item < newItem, 5)", "[5, 5, 7]")]
    [InlineData("mode([6, 3, 9, 6, 3])", "[3, 6]")]
    [InlineData("median([8, 2, 5, 7])", "6")]
    [InlineData("min([])", "null")]
    [InlineData("max(\"a\", \"c\", \"b\")", "\"c\"")]
    [InlineData("all([true, null])", "null")]
    [InlineData("any([null, true])", "true")]
    [InlineData("count(null)", "null")]
    [InlineData("upper case([\"bob\"])", "\"BOB\"")]
    public void Functions_of_lists_follow_the_standard(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    [Fact]
    public void Sorting_is_stable() =>
        Assert.Equal(
            "[\"b1\", \"b2\", \"a1\", \"a2\"]",
            Evaluated.Text(
                "sort([{k: 2, v: \"a1\"}, {k: 1, v: \"b1\"}, {k: 2, v: \"a2\"}, {k: 1, v: \"b2\"}], "
                    + "function(a, b) a.k < b.k).v"
            )
        );
}
