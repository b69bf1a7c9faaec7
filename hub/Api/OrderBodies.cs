using Hub.Orders;

namespace Hub.Api;

/// <summary>The parts of an order in the form in which portals write them.</summary>
internal static class OrderBodies
{
    public static ActBody Of(ActReference act) =>
        new(act.Number, act.Suffix, act.RegisterPart, act.Year, act.Calendar, act.Language);

    public static SubjectBody Of(Subject subject) =>
        new(
            subject.FirstNameAr,
            subject.LastNameAr,
            subject.FirstNameLat,
            subject.LastNameLat,
            subject.Sex,
            new BirthDateBody(subject.BirthDate.Year, subject.BirthDate.Month, subject.BirthDate.Day),
            Of(subject.Father),
            Of(subject.Mother)
        );

    public static RequesterBody Of(Requester requester) =>
        new(requester.Relation, requester.Name, requester.Email, requester.Phone, requester.Cnie);

    public static RecipientBody Of(Recipient recipient) =>
        new(recipient.Name, recipient.Lines, recipient.Postcode, recipient.Locality, recipient.Country);

    private static ParentBody Of(Parent parent) =>
        new(parent.FirstNameAr, parent.LastNameAr, parent.FirstNameLat, parent.LastNameLat);
}
