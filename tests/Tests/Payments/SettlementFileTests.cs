using System.Text;
using Adapters.Payments;

namespace Tests.Payments;

/// <summary>A provider's settlement CSV: good rows are read, bad ones refused by line and column.</summary>
public sealed class SettlementFileTests
{
    private const string Header = "date;oid;type;gross;commission;net;settleId\r\n";

    [Fact]
    public void Amounts_are_signed_by_what_the_row_settles()
    {
        var reading = Read(
            Header
                + "2026-11-23;CASA-2026-000001-1;sale;23.20;0.35;22.85;S1\r\n"
                + "2026-11-23;CASA-2026-000002-1;refund;10.00;0.00;10.00;S1\r\n"
                + "2026-11-23;CASA-2026-000003-1;refund;-10.00;-0.15;-9.85;S1\r\n"
                + "2026-11-23;CASA-2026-000004-1;Chargeback;23.20;0;23.20;S1\r\n"
                + "2026-11-23;CASA-2026-000002-1;refund_reversed;10.00;0.00;10.00;S1\r\n"
        );

        Assert.Empty(reading.Problems);
        Assert.Equal(
            [
                (2, SettlementType.Sale, 2_320L, 35L, 2_285L),
                (3, SettlementType.Refund, -1_000, 0, -1_000),
                (4, SettlementType.Refund, -1_000, -15, -985),
                (5, SettlementType.Chargeback, -2_320, 0, -2_320),
                (6, SettlementType.RefundReversed, 1_000, 0, 1_000),
            ],
            reading.Rows.Select(r => (r.Line, r.Type, r.GrossCentimes, r.CommissionCentimes, r.NetCentimes))
        );
    }

    [Fact]
    public void Columns_come_in_any_order_with_a_byte_order_mark_and_other_digits()
    {
        var reading = SettlementFile.Read(
            (byte[])
                [
                    .. Encoding.UTF8.Preamble,
                    .. Encoding.UTF8.GetBytes(
                        "OID;type;net;commission;gross;settleId;date;remark\nCASA-2026-000001-1;sale;٢٢,٨٥;0,35;23,20;S1;2026-11-23;\"a;b\"\n"
                    ),
                ]
        );

        var row = Assert.Single(reading.Rows);
        Assert.Equal(
            ("CASA-2026-000001-1", 2_320, new DateOnly(2026, 11, 23)),
            (row.Oid, row.GrossCentimes, row.Date)
        );
    }

    [Theory]
    [InlineData("2026-23-11;A-1;sale;1.00;0.00;1.00;S", "date", "date_wrong")]
    [InlineData("23/11/2026;A-1;sale;1.00;0.00;1.00;S", "date", "date_wrong")]
    [InlineData("2026-11-23;;sale;1.00;0.00;1.00;S", "oid", "field_missing")]
    [InlineData("2026-11-23;A-1;gift;1.00;0.00;1.00;S", "type", "settlement_type_unknown")]
    [InlineData("2026-11-23;A-1;sale;1.005;0.00;1.00;S", "gross", "amount_wrong")]
    [InlineData("2026-11-23;A-1;sale;1,000.00;0.00;1.00;S", "gross", "amount_wrong")]
    [InlineData("2026-11-23;A-1;sale;-1.00;0.00;-1.00;S", "gross", "amount_wrong")]
    [InlineData("2026-11-23;A-1;sale;0.00;0.00;0.00;S", "gross", "amount_wrong")]
    [InlineData("2026-11-23;A-1;sale;1.00;x;1.00;S", "commission", "amount_wrong")]
    [InlineData("2026-11-23;A-1;sale;1.00;0.02;1.00;S", "net", "net_wrong")]
    [InlineData("2026-11-23;A-1;sale;1.00;0.00;1.00;", "settleid", "field_missing")]
    [InlineData("2026-11-23;A-1;sale;1.00;0.00", "net", "field_missing")]
    [InlineData("2026-11-23;1.23E+11;sale;1.00;0.00;1.00;S", "oid", "spreadsheet_damage")]
    [InlineData("2026-11-23;A-1;sale;1.00;0.00;1.00;S;more", null, "too_many_fields")]
    public void A_bad_row_is_refused_by_line_and_column_and_the_others_are_taken(
        string row,
        string? column,
        string code
    )
    {
        var reading = Read(
            Header
                + "2026-11-23;A-0;sale;1.00;0.00;1.00;S\n"
                + row
                + "\n2026-11-23;A-2;sale;1.00;0.00;1.00;S\n"
        );

        Assert.Equal(["A-0", "A-2"], reading.Rows.Select(r => r.Oid));
        Assert.Contains((3, column, code), reading.Problems.Select(p => (p.Line, p.Column, p.Code)));
    }

    [Theory]
    [InlineData("", "empty_file")]
    [InlineData("date;oid;type;gross;commission;net\n", "header_wrong")]
    [InlineData("date;oid;oid;type;gross;commission;net;settleId\n", "header_wrong")]
    [InlineData("date;oid;type;gross;commission;net;settleId\n\"2026-11-23;A\n", "csv_malformed")]
    [InlineData("date;oid;type;gross;commission;net;settleId\n2026\0;A\n", "nul_character")]
    public void A_file_that_cannot_be_read_is_refused_as_a_whole(string text, string code)
    {
        var reading = Read(text);

        Assert.False(reading.IsReadable);
        Assert.Empty(reading.Rows);
        Assert.Equal(code, Assert.Single(reading.Problems).Code);
    }

    [Fact]
    public void Bytes_that_are_not_utf_8_are_refused()
    {
        var reading = SettlementFile.Read(new byte[] { 0xC7, 0xE1, 0xC3 });

        Assert.Equal("charset_unreadable", Assert.Single(reading.Problems).Code);
    }

    private static SettlementReading Read(string text) => SettlementFile.Read(Encoding.UTF8.GetBytes(text));
}
