using Adapters.Payments;
using CsCheck;
using Simulators.Gateway;
using Simulators.Scenario;

namespace Tests.Payments;

/// <summary>Reading callbacks: what is believed, what is not, and which code says why.</summary>
public sealed class CmiCallbackTests : IAsyncDisposable
{
    private static readonly List<KeyValuePair<string, string>> Real =
    [
        new("clientid", CmiWiring.ClientId),
        new("amount", "23.20"),
        new("currency", "504"),
        new("oid", "CASA-2026-000123-1"),
        new("ReturnOid", "CASA-2026-000123-1"),
        new("TransId", "26278V123456789"),
        new("ProcReturnCode", "00"),
        new("Response", "Approved"),
        new("mdStatus", "1"),
        new("ErrMsg", ""),
        new("BillToName", "عائشة بنت الحسين | \\ & l'Aït"),
        new("MaskedPan", "400000***0010"),
        new("rnd", "0.29594500 1693675195"),
    ];
    private readonly CmiWiring wiring = new(new Uri("https://gateway.example/"));

    [Fact]
    public void The_real_one_is_believed_with_every_field_kept()
    {
        var approved = Assert.IsType<CallbackReading.Approved>(Read(Real));

        Assert.Equal(Real.Count + 1, approved.Facts.Fields.Count);
        Assert.Equal("", approved.Facts.Fields.Value("ErrMsg"));
        Assert.Equal("400000***0010", approved.Facts.MaskedCard);
    }

    [Theory]
    [InlineData("clientid", "600000002", "wrong_client")]
    [InlineData("clientid", null, "wrong_client")]
    [InlineData("currency", "978", "wrong_currency")]
    [InlineData("currency", null, "wrong_currency")]
    [InlineData("amount", "", "malformed")]
    [InlineData("amount", "-23.20", "malformed")]
    [InlineData("amount", "23.205", "malformed")]
    [InlineData("amount", "1e3", "malformed")]
    [InlineData("amount", "23,20", "malformed")]
    [InlineData("amount", "999999999999999999999999999999", "malformed")]
    [InlineData("amount", "79228162514264337593543950335", "malformed")]
    [InlineData("amount", "100000000.01", "malformed")]
    [InlineData("ReturnOid", "", "malformed", "oid", "")]
    [InlineData("ReturnOid", "A\0B", "malformed", "oid", "A\0B")]
    [InlineData("ReturnOid", "A B", "malformed", "oid", "A B")]
    [InlineData("ReturnOid", "CASA-2026-000124-1", "malformed")]
    public void A_signed_lie_is_refused_by_name(
        string field,
        string? value,
        string code,
        string? alsoField = null,
        string alsoValue = ""
    )
    {
        var lie = Real.Where(f => f.Key != field || value is not null)
            .Select(f =>
                f.Key == field ? KeyValuePair.Create(field, value!)
                : f.Key == alsoField ? KeyValuePair.Create(f.Key, alsoValue)
                : f
            );

        Assert.Equal(code, Assert.IsType<CallbackReading.Refused>(Read(lie)).Code);
    }

    [Theory]
    [InlineData("ProcReturnCode", "51", "51")]
    [InlineData("ProcReturnCode", "", "")]
    [InlineData("Response", "Declined", "00")]
    [InlineData("Response", "approved", "00")]
    [InlineData("mdStatus", "0", "3ds_0")]
    [InlineData("mdStatus", "7", "3ds_7")]
    [InlineData("mdStatus", "", "3ds_missing")]
    [InlineData("mdStatus", "01", "3ds_unknown")]
    [InlineData("mdStatus", " 1", "3ds_unknown")]
    [InlineData("mdStatus", "١", "3ds_unknown")]
    public void What_is_not_wholly_approved_is_declined(string field, string value, string code)
    {
        var no = Real.Select(f => f.Key == field ? KeyValuePair.Create(field, value) : f);

        Assert.Equal(code, Assert.IsType<CallbackReading.Declined>(Read(no)).Code);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("3")]
    [InlineData("4")]
    public void Full_half_and_attempted_3D_Secure_count(string status)
    {
        var proved = Real.Select(f => f.Key == "mdStatus" ? KeyValuePair.Create(f.Key, status) : f);

        Assert.IsType<CallbackReading.Approved>(Read(proved));
    }

    [Fact]
    public void An_approval_that_says_nothing_of_3D_Secure_is_no_payment()
    {
        var declined = Assert.IsType<CallbackReading.Declined>(Read(Real.Where(f => f.Key != "mdStatus")));

        Assert.Equal(("3ds_missing", true), (declined.Code, declined.IsApprovedByBank));
    }

    [Fact]
    public void A_refusal_of_the_bank_needs_no_word_on_3D_Secure()
    {
        var no = Real.Where(f => f.Key != "mdStatus")
            .Select(f => f.Key == "ProcReturnCode" ? KeyValuePair.Create(f.Key, "54") : f);

        var declined = Assert.IsType<CallbackReading.Declined>(Read(no));

        Assert.Equal(("54", false), (declined.Code, declined.IsApprovedByBank));
    }

    [Theory]
    [InlineData("")]
    [InlineData("&&&")]
    [InlineData("{\"oid\":1}")]
    [InlineData("oid=CASA-2026-000123-1&Response=Approved&ProcReturnCode=00&HASH=")]
    [InlineData("%%%=%&=&oid")]
    public void A_body_that_is_no_signed_form_is_refused(string body) =>
        Assert.IsType<CallbackReading.Refused>(wiring.Gateway.ReadCallback(body));

    [Fact]
    public void A_field_that_comes_twice_is_refused_although_the_hash_fits()
    {
        KeyValuePair<string, string>[] twins = [.. Real, new("AMOUNT", "1.00")];

        Assert.Equal("malformed", Assert.IsType<CallbackReading.Refused>(Read(twins)).Code);
    }

    [Fact]
    public void More_fields_than_any_callback_has_are_not_read()
    {
        var many = Enumerable.Range(0, 300).Select(i => KeyValuePair.Create($"f{i}", "x"));

        Assert.Equal("malformed", Assert.IsType<CallbackReading.Refused>(Read([.. Real, .. many])).Code);
    }

    [Fact]
    public void One_changed_byte_anywhere_is_noticed()
    {
        var body = Encode(Real);

        Gen.Int[0, body.Length - 1]
            .Select(Gen.Char['a', 'z'])
            .Sample(
                (at, letter) =>
                {
                    var changed = body[..at] + letter + body[(at + 1)..];
                    // A changed name that leaves the order of the values as it was is outside what this hash protects.
                    return changed == body
                        || wiring.Gateway.ReadCallback(changed) is not CallbackReading.Approved approved
                        || Values(approved.Facts.Fields).SequenceEqual(Values(Real));
                },
                iter: 2000
            );
    }

    [Fact]
    public void What_the_gateway_signs_the_adapter_believes_whatever_the_text()
    {
        Gen.String[Gen.OneOf(Gen.Char, Gen.Char["|\\&<>'\"\r\n\t ;=+%éڭـ"]), 0, 60]
            .Sample(
                text =>
                {
                    var wild = Real.Select(f =>
                        f.Key == "BillToName" ? KeyValuePair.Create(f.Key, Clean(text)) : f
                    );
                    var signed = CallbackForm.Sign([.. wild], CmiWiring.StoreKey);
                    return wiring.Gateway.ReadCallback(FormText.ToBody(signed)) is CallbackReading.Approved;
                },
                iter: 500
            );
    }

    public ValueTask DisposeAsync() => wiring.DisposeAsync();

    // Lone surrogates are no text; the platform trims what it is given.
    private static string Clean(string text) =>
        string.Concat(text.Where(c => !char.IsSurrogate(c) && c != '\0')).Trim();

    private static IEnumerable<string> Values(IEnumerable<KeyValuePair<string, string>> fields) =>
        fields
            .Where(field => !field.Key.Equals("HASH", StringComparison.OrdinalIgnoreCase))
            .OrderBy(field => field.Key, StringComparer.OrdinalIgnoreCase)
            .Select(field => field.Value);

    private static string Encode(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var list = fields.ToList();
        list.Add(new("HASH", Ver3Hash.Of(list, CmiWiring.StoreKey)));
        return FormText.ToBody(list);
    }

    private CallbackReading Read(IEnumerable<KeyValuePair<string, string>> fields) =>
        wiring.Gateway.ReadCallback(Encode(fields));
}
