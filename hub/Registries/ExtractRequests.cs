using Adapters.Registries;
using Hub.Orders;

namespace Hub.Registries;

/// <summary>An order as the request a bureau gets.</summary>
internal static class ExtractRequests
{
    /// <summary>The message for one round.</summary>
    public static ExtractRequest Of(Order order, BureauRequest request, bool possibleDuplicate) =>
        new(
            request.RequestId,
            request.BureauCode,
            [
                .. order
                    .Lines.OrderBy(l => l.Number)
                    .Select(l => new ExtractLine(l.Number, l.Document, l.Language, l.Copies)),
            ],
            new ExtractAct(
                order.Act.Number,
                order.Act.Suffix,
                order.Act.RegisterPart,
                order.Act.Year,
                order.Act.Calendar
            ),
            new ExtractSubject(
                order.Subject.FirstNameAr,
                order.Subject.LastNameAr,
                order.Subject.FirstNameLat,
                order.Subject.LastNameLat,
                order.Subject.Sex,
                order.Subject.BirthDate.Year,
                order.Subject.BirthDate.Month,
                order.Subject.BirthDate.Day,
                order.Subject.Father.FirstNameAr,
                order.Subject.Mother.FirstNameAr,
                order.Subject.Mother.LastNameAr
            ),
            order.Requester.Relation,
            request.DueOn,
            possibleDuplicate
        );
}
