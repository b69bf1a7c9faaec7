using Adapters.Post;
using Hub.Catalogue;
using Hub.Orders;
using Hub.Payments;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Api.Reading;

/// <summary>Reads the body of an order (protocols.md §1); notes everything that is wrong with it.</summary>
internal sealed class OrderReading(
    HubStore store,
    ReferenceCatalogue catalogue,
    Countries countries,
    IOptions<PaymentOptions> payments
)
{
    private const int DefaultMaxCopies = 20;
    private const int MaxReference = 64;
    private const int MaxPurpose = 60;
    private const int MaxAttachments = 5;
    private static readonly string[] Methods = ["card", "agency", "sms"];
    private static readonly string[] Locales = ["ar", "fr"];

    /// <summary>The order; null when anything is wrong.</summary>
    public async Task<OrderDraft?> ReadAsync(
        FieldReader body,
        string clientId,
        FieldErrors errors,
        CancellationToken ct
    )
    {
        var today = QuotePrice.DayOf(store.Now);
        var reference = body.Text("reference", MaxReference);
        var bureau = BureauReading.Read(body, "bureau", errors, catalogue);
        var act = ActReading.Read(body.Object("act"), today.Year);
        var subject = PersonReading.ReadSubject(body.Object("subject"), today);
        var documents = DocumentsReading.Read(body, bureau?.Type.MaxCopies ?? DefaultMaxCopies);
        var purpose = body.Text("purpose", MaxPurpose);
        var requester = PersonReading.ReadRequester(body.Object("requester"));
        var recipient = RecipientReading.Read(body.Object("recipient"), countries);
        var method = ReadMethod(body.Object("payment"));
        var attachments = await ReadAttachmentsAsync(body, clientId, ct);
        var locale = body.Choice("locale", Locales);
        body.RefuseOthers();
        return errors.Any
            ? null
            : new OrderDraft(
                clientId,
                reference!,
                bureau!,
                act!,
                subject!,
                documents,
                purpose!,
                requester!,
                recipient!,
                method!,
                attachments,
                locale!
            );
    }

    private string? ReadMethod(FieldReader payment)
    {
        var method = payment.Choice("method", Methods);
        payment.RefuseOthers();
        if (method is not null && !payments.Value.Methods.Contains(method, StringComparer.Ordinal))
        {
            payment.Refuse(
                "method",
                "payment_method_off",
                ("choices", string.Join(", ", payments.Value.Methods))
            );
        }

        return method;
    }

    private async Task<IReadOnlyList<Guid>> ReadAttachmentsAsync(
        FieldReader body,
        string clientId,
        CancellationToken ct
    )
    {
        var texts = body.Texts("attachments", MaxAttachments, required: false);
        if (texts.Count == 0)
        {
            return [];
        }

        var named = texts
            .Select(t => (t.Index, Id: Guid.TryParse(t.Text, out var id) ? id : Guid.Empty))
            .ToList();
        var ids = named.Select(n => n.Id).ToList();
        var known = await store.ReadAsync(db =>
            db.Attachments.Where(a => a.ClientId == clientId && a.Content != null && ids.Contains(a.Id))
                .Select(a => a.Id)
                .ToListAsync(ct)
        );
        foreach (var (index, _) in named.Where(n => !known.Contains(n.Id)))
        {
            body.RefuseItem("attachments", index, "attachment_unknown");
        }

        return [.. ids.Distinct()];
    }
}
