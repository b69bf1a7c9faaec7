namespace Hub.Attachments;

/// <summary>What a piece of a PDF's syntax is.</summary>
internal enum PdfToken
{
    End,

    /// <summary><c>/Type</c></summary>
    Name,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary><c>obj</c>, <c>endobj</c>, <c>R</c> … and whatever else there is.</summary>
    Word,
    DictionaryBegins,
    DictionaryEnds,
    ArrayBegins,
    ArrayEnds,

    /// <summary>In brackets or in hexadecimal digits; nobody looks into it.</summary>
    Text,
}
