using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Hub.Sealing;

/// <summary>Seals the keys of session cookies and forms, which the framework would keep readable in the database.</summary>
internal sealed class SessionKeySeal(Seals seals) : IXmlEncryptor
{
    // Every key is sealed for the ring: the framework gives none an id here.
    internal const string Row = "ring";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(
            new XElement(
                "sealed",
                seals.SealText(
                    SealPurpose.SessionKeys,
                    Row,
                    plaintextElement.ToString(SaveOptions.DisableFormatting)
                )
            ),
            typeof(SessionKeyOpening)
        );
}

/// <summary>Opens what <see cref="SessionKeySeal"/> sealed; made by the framework, from the name kept with the key.</summary>
internal sealed class SessionKeyOpening(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        ArgumentNullException.ThrowIfNull(encryptedElement);
        var text = services
            .GetRequiredService<Seals>()
            .OpenText(SealPurpose.SessionKeys, SessionKeySeal.Row, encryptedElement.Value);
        using var reader = System.Xml.XmlReader.Create(
            new StringReader(text),
            new System.Xml.XmlReaderSettings { DtdProcessing = System.Xml.DtdProcessing.Prohibit }
        );
        return XElement.Load(reader);
    }
}
