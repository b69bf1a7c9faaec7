using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hub.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Settlement : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "reconciliation_breaks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    type = table.Column<int>(type: "INTEGER", nullable: false),
                    oid = table.Column<string>(type: "TEXT", nullable: false),
                    order_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    day = table.Column<string>(type: "TEXT", nullable: false),
                    expected_centimes = table.Column<long>(type: "INTEGER", nullable: false),
                    found_centimes = table.Column<long>(type: "INTEGER", nullable: false),
                    first_seen_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    last_seen_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    cleared_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    signed_off_by = table.Column<string>(type: "TEXT", nullable: true),
                    signed_off_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reconciliation_breaks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "settlement_imports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", nullable: false),
                    payload_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    received_by = table.Column<string>(type: "TEXT", nullable: false),
                    received_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    rows = table.Column<int>(type: "INTEGER", nullable: false),
                    problems = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_settlement_imports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "settlement_lines",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    import_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    line = table.Column<int>(type: "INTEGER", nullable: false),
                    received_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    date = table.Column<string>(type: "TEXT", nullable: false),
                    oid = table.Column<string>(type: "TEXT", nullable: false),
                    type = table.Column<int>(type: "INTEGER", nullable: false),
                    gross_centimes = table.Column<long>(type: "INTEGER", nullable: false),
                    commission_centimes = table.Column<long>(type: "INTEGER", nullable: false),
                    net_centimes = table.Column<long>(type: "INTEGER", nullable: false),
                    settle_id = table.Column<string>(type: "TEXT", nullable: false),
                    attempt_id = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_settlement_lines", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_reconciliation_breaks_day",
                table: "reconciliation_breaks",
                column: "day");

            migrationBuilder.CreateIndex(
                name: "ix_reconciliation_breaks_type_oid",
                table: "reconciliation_breaks",
                columns: new[] { "type", "oid" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_settlement_imports_received_at",
                table: "settlement_imports",
                column: "received_at");

            migrationBuilder.CreateIndex(
                name: "ix_settlement_imports_sha256",
                table: "settlement_imports",
                column: "sha256",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_settlement_lines_date",
                table: "settlement_lines",
                column: "date");

            migrationBuilder.CreateIndex(
                name: "ix_settlement_lines_import_id_line",
                table: "settlement_lines",
                columns: new[] { "import_id", "line" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_settlement_lines_oid",
                table: "settlement_lines",
                column: "oid");

            migrationBuilder.CreateIndex(
                name: "ix_settlement_lines_received_at",
                table: "settlement_lines",
                column: "received_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "reconciliation_breaks");

            migrationBuilder.DropTable(
                name: "settlement_imports");

            migrationBuilder.DropTable(
                name: "settlement_lines");
        }
    }
}
