namespace Workflows.Feel.Syntax;

internal enum TokenKind
{
    End,

    /// <summary>One word of a name, or a keyword.</summary>
    Word,

    /// <summary>A name between backticks; never a keyword.</summary>
    Quoted,
    Number,
    String,

    /// <summary>An operator or a bracket.</summary>
    Sign,

    /// <summary>Something no FEEL text can hold.</summary>
    Bad,
}
