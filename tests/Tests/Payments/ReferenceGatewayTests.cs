using Adapters.Payments;

namespace Tests.Payments;

/// <summary>Payment by reference at agencies.</summary>
public sealed class ReferenceGatewayTests : PaymentGatewayContract
{
    [Fact]
    public async Task What_arrives_is_less_than_what_was_paid()
    {
        await using var bench = await PaidAsync("CASA-2026-000020-1");

        var reading = bench.Gateway.ReadCallback(Assert.Single(bench.Callbacks));

        Assert.Equal(
            (Price, 1_16),
            (
                Assert.IsType<CallbackReading.Approved>(reading).Facts.AmountCentimes,
                ((CallbackReading.Approved)reading).Facts.FeeCentimes
            )
        );
    }

    [Fact]
    public async Task A_slip_of_the_finger_is_found_before_anybody_pays()
    {
        await using var bench = await OpenAsync(BadDay.None, Ct);
        var number = ((PaymentReference)Page(bench, "CASA-2026-000021-1")).Number;

        for (var place = 4; place < number.Length; place++)
        {
            var other = number[place] == '9' ? '0' : (char)(number[place] + 1);
            var mistyped = new PaymentReference(number[..place] + other + number[(place + 1)..]);
            Assert.Equal("error", await bench.PayAsync(mistyped, approved: true, Ct));
        }

        Assert.Matches("^4711[0-9]{14}$", number);
    }

    [Fact]
    public async Task A_net_amount_that_does_not_fit_is_believed_by_nobody()
    {
        await using var bench = await PaidAsync("CASA-2026-000022-1");
        var fields = FormBody
            .Parse(bench.Callbacks[0])!
            .Where(f => f.Key != "signature")
            .Select(f => f.Key == "net" ? KeyValuePair.Create("net", "23.20") : f)
            .ToList();
        fields.Add(new("signature", ReferenceSeal.Of(fields, ReferenceBench.Secret)));

        var reading = bench.Gateway.ReadCallback(
            string.Join('&', fields.Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value)}"))
        );

        Assert.Equal("malformed", Assert.IsType<CallbackReading.Refused>(reading).Code);
    }

    [Fact]
    public async Task The_signature_s_letters_may_be_large_and_its_lines_may_not_be_moved()
    {
        await using var bench = await PaidAsync("CASA-2026-000023-1");
        var fields = FormBody.Parse(bench.Callbacks[0])!.ToList();
        var large = fields.Select(f => f.Key == "signature" ? new(f.Key, f.Value.ToUpperInvariant()) : f);
        var time = fields.Find(f => f.Key == "paidAt");
        // The same bytes are signed, and one field less arrives.
        var moved = fields
            .Where(f => f.Key != "paidAt")
            .Select(f => f.Key == "net" ? new(f.Key, $"{f.Value}\npaidAt={time.Value}") : f);

        Assert.IsType<CallbackReading.Approved>(bench.Gateway.ReadCallback(Body(large)));
        Assert.Equal(
            "malformed",
            Assert.IsType<CallbackReading.Refused>(bench.Gateway.ReadCallback(Body(moved))).Code
        );

        static string Body(IEnumerable<KeyValuePair<string, string>> form) =>
            string.Join('&', form.Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value)}"));
    }

    private protected override async Task<PaymentBench> OpenAsync(BadDay day, CancellationToken ct) =>
        await ReferenceBench.OpenAsync(AgencyOptions.Section, 0.05, BadDays.Of(day), ct);
}
