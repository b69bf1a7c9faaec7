using Adapters.Post;
using Hub.Orders;

namespace Hub.Api.Reading;

/// <summary>Reads where the letter goes; the post's own rules decide whether it can deliver there.</summary>
internal static class RecipientReading
{
    private const int MaxLines = 3;

    // The post's reading judges lengths; this only keeps novels out.
    private const int MaxText = 500;

    /// <summary>The recipient; null when a required part is missing or wrong.</summary>
    public static Recipient? Read(FieldReader recipient, Countries countries)
    {
        var name = recipient.Text("name", MaxText);
        var lines = recipient.Texts("lines", MaxLines).Select(line => line.Text).ToList();
        var postcode = recipient.Text("postcode", MaxText, required: false);
        var locality = recipient.Text("locality", MaxText);
        var country = recipient.Text("country", MaxText)?.ToUpperInvariant();
        recipient.RefuseOthers();
        if (name is null || lines.Count == 0 || locality is null || country is null)
        {
            return null;
        }

        var written = new WrittenAddress(name, lines, postcode, locality, country);
        if (PostalAddress.Read(written, countries) is PostalAddressReading.Refused refused)
        {
            foreach (var problem in refused.Problems)
            {
                Refuse(recipient, problem);
            }

            return null;
        }

        return new Recipient(name, lines, postcode, locality, country);
    }

    private static void Refuse(FieldReader recipient, AddressProblem problem)
    {
        var max = ("max", MaxOf(problem.Field));
        if (problem.Field is "line1" or "line2")
        {
            recipient.RefuseItem("lines", problem.Field == "line1" ? 0 : 1, problem.Code, max);
        }
        else
        {
            recipient.Refuse(problem.Field, problem.Code, max);
        }
    }

    private static string MaxOf(string field) =>
        field switch
        {
            "name" => "120",
            "postcode" => "10",
            "locality" => "80",
            _ => "200",
        };
}
