using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hub.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Chargebacks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "reversal_line_id",
                table: "refunds",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "chargebacks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    attempt_id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_number = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    noticed_on = table.Column<string>(type: "text", nullable: false),
                    amount_centimes = table.Column<long>(type: "bigint", nullable: false),
                    owed_centimes = table.Column<long>(type: "bigint", nullable: false),
                    entered_by = table.Column<string>(type: "text", nullable: false),
                    entered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    decided_by = table.Column<string>(type: "text", nullable: true),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    line_id = table.Column<Guid>(type: "uuid", nullable: true),
                    ended_by = table.Column<string>(type: "text", nullable: true),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    reversal_line_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_chargebacks", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_chargebacks_attempt_id_case_number",
                table: "chargebacks",
                columns: new[] { "attempt_id", "case_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_chargebacks_order_id",
                table: "chargebacks",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_chargebacks_state",
                table: "chargebacks",
                column: "state");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "chargebacks");

            migrationBuilder.DropColumn(
                name: "reversal_line_id",
                table: "refunds");
        }
    }
}
