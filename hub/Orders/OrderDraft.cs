using Hub.Catalogue;

namespace Hub.Orders;

/// <summary>An order that may be placed: every field is right, the bureau takes orders, the price is known.</summary>
internal sealed record OrderDraft(
    string ClientId,
    string Reference,
    Bureau Bureau,
    ActReference Act,
    Subject Subject,
    IReadOnlyList<DocumentWish> Documents,
    string Purpose,
    Requester Requester,
    Recipient Recipient,
    string PaymentMethod,
    IReadOnlyList<Guid> AttachmentIds,
    string Locale
);

/// <summary>So many copies of one document in one language.</summary>
internal sealed record DocumentWish(string Type, string Language, int Copies);
