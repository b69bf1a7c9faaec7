namespace Tests.Feel;

public sealed class TextTests
{
    [Theory]
    [InlineData("string length(\"🐎😀\")", "2")]
    [InlineData("string length(\"\\U01F40E\")", "1")]
    [InlineData("string length(\"\\uD83D\\uDCA9\")", "1")]
    [InlineData("substring(\"foo🐎bar😀\", 8)", "\"😀\"")]
    [InlineData("substring(\"foo🐎bar\", 4, 1)", "\"🐎\"")]
    [InlineData("substring(\"foobar\", -2, 1)", "\"a\"")]
    [InlineData("substring(\"foobar\", 3, 3.8)", "\"oba\"")]
    [InlineData("substring(\"foobar\", 0)", "null")]
    [InlineData("{🐎: \"bar\"}.🐎", "\"bar\"")]
    public void Characters_are_code_points(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    [Theory]
    [InlineData("\"a\\tb\"", "a\tb")]
    [InlineData("\"say \\\"yes\\\"\"", "say \"yes\"")]
    [InlineData("\"back\\\\slash\"", "back\\slash")]
    [InlineData("\"\\d\"", "\\d")]
    [InlineData("\"عقد الازدياد\"", "عقد الازدياد")]
    public void Escapes_are_read(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Of(source).AsString());

    [Theory]
    [InlineData("substring before(\"foobar\", \"bar\")", "\"foo\"")]
    [InlineData("substring before(\"foobar\", \"x\")", "\"\"")]
    [InlineData("substring after(\"foobar\", \"ob\")", "\"ar\"")]
    [InlineData("string join([\"a\", null, \"c\"], \"X\")", "\"aXc\"")]
    [InlineData("string join([\"a\", \"b\"], \", \", \"(\", \")\")", "\"(a, b)\"")]
    [InlineData("string join([1, 2])", "null")]
    [InlineData("string([1, \"a\"])", "\"[1, \\\"a\\\"]\"")]
    [InlineData("string(null)", "null")]
    [InlineData("trim(\"  x \")", "\"x\"")]
    [InlineData("is blank(\"  \")", "true")]
    [InlineData("to base64(\"FEEL\")", "\"RkVFTA==\"")]
    [InlineData("split(\"a;b;c;;\", \";\")", "[\"a\", \"b\", \"c\", \"\", \"\"]")]
    [InlineData("extract(\"ref 1234 and 56\", \"[0-9]+\")", "[\"1234\", \"56\"]")]
    public void Functions_of_strings_follow_the_standard(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    [Theory]
    [InlineData("matches(\"foobar\", \"^fo*b\")", "true")]
    [InlineData("matches(\"FOO\", \"foo\", \"i\")", "true")]
    [InlineData("matches(\"a\\nb\", \"a.b\")", "false")]
    [InlineData("matches(\"a\\nb\", \"a.b\", \"s\")", "true")]
    [InlineData("matches(\"a\\nb\", \"^b$\", \"m\")", "true")]
    [InlineData("matches(\"b\\n\", \"b$\")", "false")]
    [InlineData("matches(\"hello world\", \"he ll o[ ]worl d\", \"x\")", "true")]
    [InlineData("matches(\"a.c\", \"a.c\", \"q\")", "true")]
    [InlineData("matches(\"abc\", \"a.c\", \"q\")", "false")]
    [InlineData("matches(\"E\", \"^[A-Z-[OI]]$\")", "true")]
    [InlineData("matches(\"O\", \"^[A-Z-[OI]]$\")", "false")]
    [InlineData("matches(\"abc\", \"^\\p{IsBasicLatin}+$\")", "true")]
    [InlineData("matches(\"abab\", \"^(ab)\\1$\")", "true")]
    [InlineData("matches(\"😀\", \"^.$\")", "true")]
    public void Regular_expressions_are_those_of_XPath(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    [Theory]
    [InlineData("matches(\"abc\", \"(a)\\2\")")]
    [InlineData("matches(\"abc\", \"(a\\1)\")")]
    [InlineData("matches(\"abc\", \"[a\\1]\")")]
    [InlineData("matches(\"abc\", \"(?=a)\")")]
    [InlineData("matches(\"abc\", \"(?<name>a)\")")]
    [InlineData("matches(\"abc\", \"\\b\")")]
    [InlineData("matches(\"abc\", \"a\", \"g\")")]
    [InlineData("matches(\"abc\", \"(\")")]
    [InlineData("replace(\"abc\", \"a\", \"$x\")")]
    public void What_only_dotnet_understands_is_null(string source) =>
        Assert.True(Evaluated.Of(source).IsNull);

    [Theory]
    [InlineData("replace(\"abcd\", \"(ab)|(a)\", \"[1=$1][2=$2]\")", "\"[1=ab][2=]cd\"")]
    [InlineData(
        "replace(\"0123456789\", \"(\\d{3})(\\d{3})(\\d{4})\", \"($1) $2-$3\")",
        "\"(012) 345-6789\""
    )]
    [InlineData("replace(\"abc\", \"b\", \"\\$\")", "\"a$c\"")]
    [InlineData("replace(\"ab\", \"(a)\", \"$12\")", "\"a2b\"")]
    public void Replacements_refer_to_groups(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));
}
