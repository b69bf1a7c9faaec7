using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hub.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class HoursAndClaims : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_tracking_events_item_code_at_office_action",
                table: "tracking_events");

            migrationBuilder.AlterColumn<string>(
                name: "reason",
                table: "tracking_events",
                type: "text",
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "text",
                oldNullable: true);

            migrationBuilder.CreateTable(
                name: "announced_periods",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    calendar = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: false),
                    is_in_force = table.Column<bool>(type: "boolean", nullable: false),
                    opens = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    closes = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    saturday_opens = table.Column<TimeOnly>(type: "time without time zone", nullable: true),
                    saturday_closes = table.Column<TimeOnly>(type: "time without time zone", nullable: true),
                    status = table.Column<int>(type: "integer", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_announced_periods", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "claim_handovers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    handed_to = table.Column<string>(type: "text", nullable: false),
                    handed_over_by = table.Column<string>(type: "text", nullable: false),
                    handed_over_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_claim_handovers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "claim_handover_lines",
                columns: table => new
                {
                    handover_id = table.Column<Guid>(type: "uuid", nullable: false),
                    shipment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    claim_opened_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_claim_handover_lines", x => new { x.handover_id, x.shipment_id });
                    table.ForeignKey(
                        name: "fk_claim_handover_lines_claim_handovers_handover_id",
                        column: x => x.handover_id,
                        principalTable: "claim_handovers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_tracking_events_item_code_at_office_reason_action",
                table: "tracking_events",
                columns: new[] { "item", "code", "at", "office", "reason", "action" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_announced_periods_number",
                table: "announced_periods",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_claim_handover_lines_shipment_id_claim_opened_at",
                table: "claim_handover_lines",
                columns: new[] { "shipment_id", "claim_opened_at" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_claim_handovers_number",
                table: "claim_handovers",
                column: "number",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "announced_periods");

            migrationBuilder.DropTable(
                name: "claim_handover_lines");

            migrationBuilder.DropTable(
                name: "claim_handovers");

            migrationBuilder.DropIndex(
                name: "ix_tracking_events_item_code_at_office_reason_action",
                table: "tracking_events");

            migrationBuilder.AlterColumn<string>(
                name: "reason",
                table: "tracking_events",
                type: "text",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "text");

            migrationBuilder.CreateIndex(
                name: "ix_tracking_events_item_code_at_office_action",
                table: "tracking_events",
                columns: new[] { "item", "code", "at", "office", "action" },
                unique: true);
        }
    }
}
