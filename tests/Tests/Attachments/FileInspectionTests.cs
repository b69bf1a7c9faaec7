using Hub.Attachments;
using Microsoft.Extensions.Options;

namespace Tests.Attachments;

/// <summary>A citizen's file is what is in it: whole, of bearable size, and doing nothing by itself.</summary>
public sealed class FileInspectionTests
{
    private static readonly FileInspection Inspection = new(Options.Create(new AttachmentOptions()));

    [Fact]
    public void Papers_as_telephones_scanners_and_programs_write_them_are_taken()
    {
        Assert.Equal("image/png", MediaTypeOf(TestFiles.Png(4000, 3000)));
        Assert.Equal("image/jpeg", MediaTypeOf(TestFiles.Jpeg(9248, 6936 - 100)));
        Assert.Equal("application/pdf", MediaTypeOf(TestFiles.Pdf(28)));
        Assert.Equal("application/pdf", MediaTypeOf(TestFiles.CompressedPdf(2)));
    }

    [Fact]
    public void What_is_none_of_the_three_kinds_is_refused()
    {
        foreach (
            var file in (byte[][])
                [
                    [],
                    [.. "MZ"u8],
                    [.. "GIF89a"u8],
                    [.. "<svg onload=alert(1)>"u8],
                    [.. " %PDF-1.4"u8],
                ]
        )
        {
            Assert.Equal("attachment_kind_unknown", CodeOf(file));
        }
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        foreach (var file in (byte[][])[TestFiles.Png(), TestFiles.Pdf(), TestFiles.CompressedPdf()])
        {
            // The last line break may be missing; a PDF begins to be one with its first five bytes, a PNG with eight.
            for (var length = 8; length < file.Length - 1; length++)
            {
                Assert.Equal((length, "attachment_unreadable"), (length, CodeOf(file[..length])));
            }
        }
    }

    [Fact]
    public void A_jpeg_without_its_end_is_refused()
    {
        var file = TestFiles.Jpeg();
        // The first end is in the preview, the second the picture's own, the third that of the picture behind.
        var end = EndsOf(file).ElementAt(1);
        for (var length = 4; length < end; length++)
        {
            Assert.Equal((length, "attachment_unreadable"), (length, CodeOf(file[..length])));
        }

        Assert.Equal("image/jpeg", MediaTypeOf(file[..end]));
    }

    [Fact]
    public void A_small_file_that_unpacks_to_a_huge_picture_is_refused()
    {
        Assert.Equal("attachment_too_many_pixels", CodeOf(TestFiles.Png(100_000, 100_000)));
        Assert.Equal("attachment_too_many_pixels", CodeOf(TestFiles.Jpeg(65_000, 65_000)));
        Assert.Equal("attachment_unreadable", CodeOf(TestFiles.Png(0, 5)));
        Assert.Equal("attachment_unreadable", CodeOf(TestFiles.Png(-1, 5)));
    }

    [Fact]
    public void Pages_are_counted_also_where_they_are_compressed()
    {
        Assert.Equal("attachment_too_many_pages", CodeOf(TestFiles.Pdf(41)));
        Assert.Equal("attachment_too_many_pages", CodeOf(TestFiles.CompressedPdf(41)));
        Assert.Equal("attachment_unreadable", CodeOf(TestFiles.Pdf(0)));
    }

    [Theory]
    [InlineData("2 0 obj << /Type /Pages /Count 41 /Kids [3 0 R] >> endobj 3 0 obj << /Type /Page >> endobj")]
    [InlineData("2 0 obj << /Type /Pages /Count 1 /Kids [@41] >> endobj 3 0 obj << /Type /Page >> endobj")]
    [InlineData(
        "2 0 obj << /Type /Pages /Kids 4 0 R >> endobj 4 0 obj [@41] endobj 3 0 obj << /Type /Page >> endobj"
    )]
    [InlineData("2 0 obj << /Kids [@41] /Count 1 >> endobj 3 0 obj << /Type /Page >> endobj")]
    [InlineData(
        "2 0 obj << /Type /Pages /Kids [4 0 R 4 0 R 4 0 R 4 0 R 4 0 R 4 0 R 4 0 R] >> endobj 4 0 obj << /Type /Pages /Kids [@6] >> endobj 3 0 obj << /Type /Page >> endobj"
    )]
    [InlineData("2 0 obj << /Type /Pages /Kids [3 0 R 2 0 R] >> endobj 3 0 obj << /Type /Page >> endobj")]
    [InlineData(
        "2 0 obj << /Type /Pages /Kids [3 0 R] >> endobj 3 0 obj << /Type /Page >> endobj 2 0 obj << /Type /Pages /Kids [@41] >> endobj"
    )]
    public void Pages_are_counted_as_a_reader_shows_them(string tree)
    {
        // @41: the same page, forty-one times.
        tree = tree.Replace("@41", string.Concat(Enumerable.Repeat("3 0 R ", 41)), StringComparison.Ordinal)
            .Replace("@6", string.Concat(Enumerable.Repeat("3 0 R ", 6)), StringComparison.Ordinal);

        Assert.Equal("attachment_too_many_pages", CodeOf(TestFiles.PdfOf("", [tree + "\n"])));
    }

    [Fact]
    public void A_document_saved_again_with_its_changes_behind_it_has_its_pages_once()
    {
        var kids = string.Concat(Enumerable.Range(3, 30).Select(n => $"{n} 0 R "));
        var pages = Enumerable.Range(3, 30).Select(n => $"{n} 0 obj << /Type /Page >> endobj\n").ToList();
        var root = $"2 0 obj << /Type /Pages /Count 30 /Kids [{kids}] >> endobj\n";

        Assert.Equal("application/pdf", MediaTypeOf(TestFiles.PdfOf("", [root, .. pages, root, .. pages])));
    }

    [Fact]
    public void A_tree_of_pages_deeper_than_any_reader_bears_is_refused_and_nothing_overflows()
    {
        var chain = Enumerable
            .Range(2, 20_000)
            .Select(n => $"{n} 0 obj << /Type /Pages /Kids [{n + 1} 0 R] >> endobj\n");

        Assert.Equal(
            "attachment_too_many_pages",
            CodeOf(TestFiles.PdfOf("", [.. chain, "30000 0 obj << /Type /Page >> endobj\n"]))
        );
    }

    [Theory]
    [InlineData("PK\u0003\u0004 a ZIP")]
    [InlineData("<html><script>alert(1)</script></html>")]
    [InlineData("\0\0\0\u0018ftypmp42 a film")]
    public void What_stands_behind_the_end_of_a_file_makes_it_another_file_and_is_refused(string more)
    {
        byte[] behind = [.. more.Select(c => (byte)c)];

        foreach (
            var file in (byte[][])
                [TestFiles.Png(), TestFiles.Jpeg(), TestFiles.Pdf(), TestFiles.CompressedPdf()]
        )
        {
            Assert.Equal("attachment_more_behind", CodeOf([.. file, .. behind]));
        }
    }

    [Theory]
    [InlineData("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>")]
    [InlineData("/AA << /O << /S/J#61vaScript /J#53 5 0 R >> >>")]
    [InlineData("/OpenAction << /S /Launch /F (cmd.exe) >>")]
    [InlineData("/Names << /EmbeddedFiles 7 0 R >>")]
    [InlineData("/AcroForm << /XFA 8 0 R >>")]
    public void A_pdf_that_runs_starts_or_carries_something_is_refused(string more)
    {
        Assert.Equal("attachment_active", CodeOf(TestFiles.Pdf(1, more)));
        Assert.Equal("attachment_active", CodeOf(TestFiles.CompressedPdf(1, more)));
    }

    [Theory]
    [InlineData("/Title (how (to) use /JavaScript \\( in /Launch)")]
    [InlineData("% /JavaScript\n")]
    public void What_a_text_or_a_comment_mentions_does_nothing(string more) =>
        Assert.Equal("application/pdf", MediaTypeOf(TestFiles.Pdf(1, more)));

    [Fact]
    public void A_protected_pdf_is_refused_in_words_of_its_own() =>
        Assert.Equal("attachment_locked", CodeOf(TestFiles.Pdf(1, "/Encrypt 12 0 R")));

    [Fact]
    public void A_stream_that_unpacks_without_end_is_given_up()
    {
        var bomb = TestFiles.CompressedPdf(1, "/Bomb (" + new string('x', 40 * 1024 * 1024) + ")");

        Assert.True(bomb.Length < 100_000);
        Assert.Equal("attachment_unreadable", CodeOf(bomb));
    }

    [Fact]
    public void Garbage_behind_a_right_beginning_is_refused_and_never_an_exception()
    {
        var draw = new Random(20261128);
        foreach (
            var file in (byte[][])
                [TestFiles.Png(), TestFiles.Jpeg(), TestFiles.Pdf(), TestFiles.CompressedPdf()]
        )
        {
            for (var round = 0; round < 2000; round++)
            {
                var changed = (byte[])file.Clone();
                for (var i = 0; i < 4; i++)
                {
                    changed[draw.Next(8, changed.Length)] = (byte)draw.Next(256);
                }

                Assert.NotNull(Inspection.Judge(changed));
            }
        }
    }

    private static IEnumerable<int> EndsOf(byte[] jpeg) =>
        Enumerable.Range(2, jpeg.Length - 2).Where(at => jpeg[at - 2] == 0xFF && jpeg[at - 1] == 0xD9);

    private static string MediaTypeOf(byte[] file) =>
        Inspection.Judge(file) is FileVerdict.Taken taken ? taken.MediaType : CodeOf(file);

    private static string CodeOf(byte[] file) =>
        Inspection.Judge(file) is FileVerdict.Refused refused ? refused.Code : "taken";
}
