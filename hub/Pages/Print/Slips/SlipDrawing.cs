using System.Globalization;

namespace Hub.Pages.Print.Slips;

/// <summary>One slip on its pages; all lengths in millimetres from where its lines begin.</summary>
internal sealed class SlipDrawing(SlipPaper paper, WorkSlip slip, SlipWords words)
{
    private const float Top = 14;
    private const float HeadHeight = 47;
    private const float FactHeight = 8;
    private const float RowHeight = 13;
    private const float FootTop = 248;

    /// <summary>Where the facts begin on the first page.</summary>
    private const float FactsTop = 128;

    /// <summary>Where lines begin on a page that only goes on.</summary>
    private const float LinesTop = Top + HeadHeight + 6;

    // Document, copies, three boxes, reason.
    private static readonly float[] columns = [66, 18, 20, 22, 20, 34];

    /// <summary>The lines of each page.</summary>
    public static IReadOnlyList<IReadOnlyList<SlipLine>> Pages(WorkSlip slip)
    {
        var first = RowsBetween(AfterFacts(slip), FootTop);
        var pages = new List<IReadOnlyList<SlipLine>> { slip.Lines.Take(first).ToList() };
        pages.AddRange(slip.Lines.Skip(first).Chunk(RowsBetween(LinesTop, FootTop)));
        return pages;
    }

    /// <summary>Draws one page.</summary>
    public void Page(IReadOnlyList<SlipLine> lines, int page, int pages)
    {
        Head();
        var y = LinesTop;
        if (page == 1)
        {
            Act();
            Facts();
            y = AfterFacts(slip);
        }

        Table(lines, y);
        Foot(page, pages);
    }

    private static float AfterFacts(WorkSlip slip) => FactsTop + (slip.Facts.Count * FactHeight) + 6;

    // The table's own head takes the place of one row.
    private static int RowsBetween(float top, float bottom) =>
        Math.Max(1, (int)((bottom - top) / RowHeight) - 1);

    private void Head()
    {
        paper.Write(words.Title, 0, Top, 92, 8, 5.4f, bold: true);
        paper.Write(slip.Bureau, 0, Top + 9, 88, 11, 4f);
        paper.Write(words.Due, 0, Top + 22, 40, 5, 3.2f);
        paper.Write(slip.DueOn, 0, Top + 27, 60, 8, 5.4f, bold: true);
        var width = paper.Bars(slip.RequestId, Top, 15);
        paper.Write(slip.RequestId, SlipPaper.Width - width + 4, Top + 16.5f, width - 8, 6, 4.2f, bold: true);
        paper.Qr(slip.RequestId, SlipPaper.Width - 22, Top + 23, 22);
        if (slip.Copy > 1)
        {
            var again = string.Create(CultureInfo.InvariantCulture, $"{words.Again} {slip.Copy}");
            paper.Frame(SlipPaper.Width - 76, Top + 27, 48, 10, 0.5f);
            paper.Write(again, SlipPaper.Width - 74, Top + 29, 44, 6, 4f, bold: true);
        }

        paper.Rule(0, Top + HeadHeight, SlipPaper.Width, 0.6f);
    }

    /// <summary>Number, year and part, as large as a shelf is far away; then the name in both scripts.</summary>
    private void Act()
    {
        const float y = Top + HeadHeight + 5;
        paper.Write(words.Act, 0, y, 70, 5, 3.2f);
        paper.Write(slip.ActNumber, 0, y + 5, 74, 20, 15, bold: true);
        paper.Write(words.Year, 80, y, 50, 5, 3.2f);
        paper.Write(slip.Year, 80, y + 5, 50, 13, 10, bold: true);
        paper.Write(slip.Calendar, 80, y + 18, 50, 6, 3.6f);
        if (!string.IsNullOrEmpty(slip.Part))
        {
            paper.Write(words.Part, 136, y, 44, 5, 3.2f);
            paper.Write(slip.Part, 136, y + 5, 44, 13, 10, bold: true);
        }

        paper.Write(slip.NameAr, 0, y + 30, SlipPaper.Width, 15, 8, bold: true, fromRight: true);
        if (slip.NameLat is { } latin)
        {
            paper.Write(latin, 0, y + 47, SlipPaper.Width, 11, 7, bold: true, fromRight: false);
        }
    }

    private void Facts()
    {
        var y = FactsTop;
        foreach (var (label, value) in slip.Facts)
        {
            paper.Frame(0, y, 52, FactHeight);
            paper.Frame(52, y, SlipPaper.Width - 52, FactHeight);
            paper.Write(label, 2, y + 1.9f, 48, FactHeight - 2, 3.4f);
            paper.Write(value, 54, y + 1.6f, SlipPaper.Width - 56, FactHeight - 2, 4.4f, bold: true);
            y += FactHeight;
        }
    }

    private void Table(IReadOnlyList<SlipLine> lines, float top)
    {
        string[] heads =
        [
            words.Documents,
            words.Copies,
            words.Issued,
            words.NeedsInformation,
            words.Rejected,
            words.Reason,
        ];
        Row(
            top,
            (i, x, width) => paper.Write(heads[i], x + 1.5f, top + 1.5f, width - 3, RowHeight - 3, 3.2f)
        );
        var y = top;
        foreach (var line in lines)
        {
            y += RowHeight;
            var at = y;
            Row(at, (i, x, width) => Cell(line, i, x, at, width));
        }
    }

    private void Cell(SlipLine line, int column, float x, float y, float width)
    {
        const float box = 5;
        switch (column)
        {
            case 0:
                paper.Write($"{line.Number}. {line.Document}", x + 1.5f, y + 1.2f, width - 3, 6, 3.8f);
                paper.Write(line.Language, x + 1.5f, y + 7.4f, width - 3, 5, 3.4f);
                break;
            case 1:
                paper.Write(line.Copies, x + 5, y + 3, width - 6, 8, 6, bold: true);
                break;
            case 2 or 3 or 4:
                paper.Frame(x + ((width - box) / 2), y + ((RowHeight - box) / 2), box, box, 0.4f);
                break;
            default:
                break;
        }
    }

    private void Row(float y, Action<int, float, float> fill)
    {
        var x = 0f;
        for (var i = 0; i < columns.Length; i++)
        {
            paper.Frame(x, y, columns[i], RowHeight);
            fill(i, x, columns[i]);
            x += columns[i];
        }
    }

    private void Foot(int page, int pages)
    {
        const float y = FootTop + 6;
        Blank(words.NumberFound, 0, y, 56);
        Blank(words.YearFound, 62, y, 46);
        Blank(words.Officer, 114, y, 66);
        paper.Rule(0, y + 18, SlipPaper.Width, 0.3f);
        paper.Write(slip.Printed, 0, y + 20, 130, 5, 2.8f);
        if (pages > 1)
        {
            var number = string.Create(CultureInfo.InvariantCulture, $"{words.Page} {page} / {pages}");
            paper.Write(number, 140, y + 20, 40, 5, 2.8f);
        }
    }

    private void Blank(string label, float x, float y, float width)
    {
        paper.Write(label, x, y, width, 5, 3.2f);
        paper.Rule(x, y + 12, width, 0.3f, dotted: true);
    }
}
