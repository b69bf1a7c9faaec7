using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hub.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PostAndCalendars : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "imported_at",
                table: "number_ranges",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<string>(
                name: "imported_by",
                table: "number_ranges",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "announced_days",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    calendar = table.Column<string>(type: "text", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    is_off = table.Column<bool>(type: "boolean", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_announced_days", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "billing_lines",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    invoice = table.Column<string>(type: "text", nullable: false),
                    line = table.Column<int>(type: "integer", nullable: false),
                    item = table.Column<string>(type: "text", nullable: false),
                    shipment_id = table.Column<Guid>(type: "uuid", nullable: true),
                    service = table.Column<string>(type: "text", nullable: true),
                    weight_grams = table.Column<int>(type: "integer", nullable: true),
                    posted_on = table.Column<DateOnly>(type: "date", nullable: true),
                    billed_centimes = table.Column<long>(type: "bigint", nullable: false),
                    announced_centimes = table.Column<long>(type: "bigint", nullable: true),
                    difference = table.Column<int>(type: "integer", nullable: true),
                    file_name = table.Column<string>(type: "text", nullable: false),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    settled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    settled_by = table.Column<string>(type: "text", nullable: true),
                    settlement = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_billing_lines", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "calendar_changes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    calendar = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    reckoned_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendar_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "deadline_changes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: true),
                    what = table.Column<string>(type: "text", nullable: false),
                    from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    to = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    calendar_change_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deadline_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ledger_balances",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    issued = table.Column<int>(type: "integer", nullable: false),
                    copies = table.Column<int>(type: "integer", nullable: false),
                    in_manifests = table.Column<int>(type: "integer", nullable: false),
                    on_desks = table.Column<int>(type: "integer", nullable: false),
                    price_centimes = table.Column<long>(type: "bigint", nullable: false),
                    held_centimes = table.Column<long>(type: "bigint", nullable: false),
                    faults = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_balances", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "printed_sheets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    copy = table.Column<int>(type: "integer", nullable: false),
                    format = table.Column<string>(type: "text", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    bureau_code = table.Column<string>(type: "text", nullable: false),
                    printed_by = table.Column<string>(type: "text", nullable: false),
                    printed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_printed_sheets", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reckoned_calendars",
                columns: table => new
                {
                    calendar = table.Column<string>(type: "text", nullable: false),
                    lines = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reckoned_calendars", x => x.calendar);
                });

            migrationBuilder.CreateTable(
                name: "undeliverable_contacts",
                columns: table => new
                {
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel = table.Column<string>(type: "text", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    since = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    messages = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_undeliverable_contacts", x => new { x.order_id, x.channel });
                });

            migrationBuilder.CreateIndex(
                name: "ix_announced_days_number",
                table: "announced_days",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_billing_lines_difference_settled_at",
                table: "billing_lines",
                columns: new[] { "difference", "settled_at" });

            migrationBuilder.CreateIndex(
                name: "ix_billing_lines_invoice_line",
                table: "billing_lines",
                columns: new[] { "invoice", "line" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_billing_lines_item",
                table: "billing_lines",
                column: "item");

            migrationBuilder.CreateIndex(
                name: "ix_calendar_changes_at",
                table: "calendar_changes",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_calendar_changes_reckoned_at",
                table: "calendar_changes",
                column: "reckoned_at");

            migrationBuilder.CreateIndex(
                name: "ix_deadline_changes_calendar_change_id",
                table: "deadline_changes",
                column: "calendar_change_id");

            migrationBuilder.CreateIndex(
                name: "ix_deadline_changes_order_id",
                table: "deadline_changes",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_balances_at",
                table: "ledger_balances",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_printed_sheets_kind_subject_copy",
                table: "printed_sheets",
                columns: new[] { "kind", "subject", "copy" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_printed_sheets_order_id",
                table: "printed_sheets",
                column: "order_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "announced_days");

            migrationBuilder.DropTable(
                name: "billing_lines");

            migrationBuilder.DropTable(
                name: "calendar_changes");

            migrationBuilder.DropTable(
                name: "deadline_changes");

            migrationBuilder.DropTable(
                name: "ledger_balances");

            migrationBuilder.DropTable(
                name: "printed_sheets");

            migrationBuilder.DropTable(
                name: "reckoned_calendars");

            migrationBuilder.DropTable(
                name: "undeliverable_contacts");

            migrationBuilder.DropColumn(
                name: "imported_at",
                table: "number_ranges");

            migrationBuilder.DropColumn(
                name: "imported_by",
                table: "number_ranges");
        }
    }
}
