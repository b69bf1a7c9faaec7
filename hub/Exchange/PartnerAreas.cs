using Adapters.Exchange;
using Hub.Catalogue;
using Microsoft.Extensions.Options;

namespace Hub.Exchange;

/// <summary>Which folders belong to which partner.</summary>
internal sealed class PartnerAreas(
    DropAreas areas,
    ReferenceCatalogue catalogue,
    IOptions<ExchangeOptions> options
)
{
    private const string Code = "{code}";

    /// <summary>The bureaus that exchange files.</summary>
    public IEnumerable<Bureau> FileBureaus => catalogue.Bureaus.Where(b => b.Type.Channel == "sftp");

    /// <summary>The area of a partner: a bureau's, or the post's.</summary>
    public IDropArea Open(string partner) => areas.Open(ProfileOf(partner));

    /// <summary>The partner's profile.</summary>
    public DropAreaProfile ProfileOf(string partner)
    {
        if (options.Value.Find(partner)?.Area is { } area)
        {
            return area;
        }

        if (partner == ExchangeOptions.Post)
        {
            return options.Value.PostOffice;
        }

        var shared = options.Value.Bureaus;
        return new DropAreaProfile
        {
            Kind = shared.Kind,
            Root = shared.Root.Replace(Code, partner, StringComparison.Ordinal),
            Host = shared.Host,
            Port = shared.Port,
            User = shared.User?.Replace(Code, partner, StringComparison.Ordinal),
            KeyFile = shared.KeyFile?.Replace(Code, partner, StringComparison.Ordinal),
            HostKeys = shared.HostKeys,
            Patience = shared.Patience,
            Trigger = shared.Trigger,
            Charset = shared.Charset,
            Separator = shared.Separator,
            DecimalMark = shared.DecimalMark,
            DateForm = shared.DateForm,
            ByteOrderMark = shared.ByteOrderMark,
        };
    }
}
