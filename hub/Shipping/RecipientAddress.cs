using Adapters.Post;
using Hub.Orders;

namespace Hub.Shipping;

/// <summary>A recipient in the post's terms.</summary>
internal static class RecipientAddress
{
    /// <summary>As the post is asked whether it can deliver there.</summary>
    public static WrittenAddress ToWritten(this Recipient recipient) =>
        new(recipient.Name, recipient.Lines, recipient.Postcode, recipient.Locality, recipient.Country);
}
