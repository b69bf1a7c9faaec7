using System.Globalization;
using Hub.Catalogue;
using Hub.Desk;
using Hub.Orders;
using Hub.Pages.Orders;
using Hub.Pages.Print.Slips;
using Hub.Pages.Shell;

namespace Hub.Pages.Desk;

/// <summary>Work slips in the words of whoever prints them.</summary>
internal static class SlipText
{
    /// <summary>The printed words of the reader's language.</summary>
    public static SlipWords Words(PageText text) =>
        new(
            Language.Current == Language.Arabic,
            text["slip.title"],
            text["desk.due"],
            text["order.act"],
            text["slip.year"],
            text["slip.part"],
            text["order.documents"],
            text["desk.copies"],
            text["answer.issued"],
            text["answer.needs_information"],
            text["answer.rejected"],
            text["desk.reason"],
            text["desk.number_found"],
            text["desk.year_found"],
            text["desk.officer"],
            text["slip.again"],
            text["slip.page"]
        );

    /// <summary>One slip.</summary>
    public static WorkSlip Of(
        PrintedSlip printed,
        DeskPerson who,
        ReferenceCatalogue catalogue,
        PageText text
    )
    {
        var (order, request) = (printed.Task.Order!, printed.Task.Request!);
        var bureau = catalogue.FindBureau(request.BureauCode);
        var name = Language.Current == Language.Arabic ? bureau?.DisplayNameAr : bureau?.DisplayName;
        return new WorkSlip(
            request.RequestId,
            // No brackets: behind Latin words at the end of an Arabic line they would turn round.
            $"{name} · {request.BureauCode}",
            request.DueOn,
            ActText.Number(order.Act),
            order.Act.Year.ToString(CultureInfo.InvariantCulture),
            text.OrCode("calendar." + order.Act.Calendar),
            order.Act.RegisterPart,
            $"{order.Subject.FirstNameAr} {order.Subject.LastNameAr}",
            $"{order.Subject.FirstNameLat} {order.Subject.LastNameLat}".Trim() is { Length: > 0 } latin
                ? latin
                : null,
            Facts(order, text),
            [
                .. order
                    .Lines.OrderBy(line => line.Number)
                    .Select(line => new SlipLine(
                        line.Number.ToString(CultureInfo.InvariantCulture),
                        text.OrCode("document." + line.Document),
                        text["lang." + line.Language],
                        line.Copies.ToString(CultureInfo.InvariantCulture)
                    )),
            ],
            printed.Copy,
            $"{text["printed.slip"]} {LocalTime.TextOf(printed.PrintedAt)} · {who.Name}"
        );
    }

    // What finds the act and who may have its full copy; no phone, no identity card, no address leaves the screen on paper.
    private static IReadOnlyList<(string Label, string Value)> Facts(Order order, PageText text) =>
        [
            (text["slip.birth_date"], PartialDates.Of(order.Subject.BirthDate)),
            (text["slip.sex"], text.OrCode("sex." + order.Subject.Sex)),
            (text["slip.father"], NameOf(order.Subject.Father)),
            (text["slip.mother"], NameOf(order.Subject.Mother)),
            (text["desk.requester"], text.OrCode("relation." + order.Requester.Relation)),
        ];

    private static string NameOf(Parent parent) => $"{parent.FirstNameAr} {parent.LastNameAr}".Trim();
}
