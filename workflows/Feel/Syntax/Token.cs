using System.Runtime.InteropServices;

namespace Workflows.Feel.Syntax;

/// <summary>
/// A piece of source. <c>Text</c> is the word, the sign, the digits, or the string's content unescaped.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int End)
{
    public bool Is(string sign) => Kind == TokenKind.Sign && Text == sign;

    public bool IsWord(string word) => Kind == TokenKind.Word && Text == word;
}
